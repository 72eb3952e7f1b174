package io.qklm.kg.follow;

import java.time.Instant;
import java.util.Locale;

/** What a follower has done so far. Its thread counts, any may ask. */
public final class FollowCounts {

  private long seen;
  private long passedOver;
  private long unusable;
  private long sent;
  private long behindMillis = -1;

  synchronized void edit() {
    seen++;
  }

  synchronized void passedOver() {
    passedOver++;
  }

  synchronized void unusable() {
    unusable++;
  }

  synchronized void sent(int updates, Instant oldest) {
    sent += updates;
    behindMillis = Math.max(0, Instant.now().toEpochMilli() - oldest.toEpochMilli());
  }

  /** One line for a person. */
  public synchronized String describe() {
    return String.format(
        Locale.ROOT,
        "%,d edits seen, %,d of items that are not followed, %,d updates sent, %,d pages"
            + " unusable%s",
        seen,
        passedOver,
        sent,
        unusable,
        behindMillis < 0
            ? ""
            : String.format(
                Locale.ROOT,
                "; the oldest edit of the last round was %.1f s old",
                behindMillis / 1e3));
  }
}
