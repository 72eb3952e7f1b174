package io.qklm.kg.epoch;

import io.qklm.kg.store.repository.EpochName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * An epoch takes effect. An announcement of an older epoch is a rollback.
 *
 * @param epoch its number and digest
 * @param repository where it is published: a URI, or the absolute path of a folder
 * @param effectiveFrom from when on it serves, in whole milliseconds; above that of all
 *     announcements before
 * @param embeddingDigest digest of the embedder that made its vectors, 64 lower-case hex digits
 */
public record EpochAnnouncement(
    EpochName epoch, String repository, Instant effectiveFrom, String embeddingDigest)
    implements EpochMessage {

  /** Longest address of a repository, in UTF-16 units. */
  public static final int MAX_REPOSITORY_LENGTH = 4_096;

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  public EpochAnnouncement {
    if (repository.isBlank() || repository.length() > MAX_REPOSITORY_LENGTH) {
      throw new IllegalArgumentException(
          "'repository' has 1 to "
              + MAX_REPOSITORY_LENGTH
              + " characters, got "
              + repository.length());
    }
    if (!DIGEST.matcher(embeddingDigest).matches()) {
      throw new IllegalArgumentException(
          "'embeddingDigest' is a SHA-256 in hex, got '" + embeddingDigest + "'");
    }
    effectiveFrom = effectiveFrom.truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public Instant settledUntil() {
    return effectiveFrom;
  }
}
