package io.qklm.kafka.update;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When to try again: after pauses that double, up to a longest. Times are of one steady clock. */
final class Retry {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private Duration pause = FIRST;
  private @Nullable Instant at;

  /** Whether it failed since it last succeeded. */
  boolean isWaiting() {
    return at != null;
  }

  boolean isDue(Instant now) {
    return at == null || !now.isBefore(at);
  }

  /** It failed. */
  Duration failed(Instant now) {
    Duration wait = pause;
    at = now.plus(wait);
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    return wait;
  }

  void succeeded() {
    at = null;
    pause = FIRST;
  }
}
