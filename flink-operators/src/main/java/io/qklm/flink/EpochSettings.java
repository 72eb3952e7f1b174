package io.qklm.flink;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.annotation.PublicEvolving;

/**
 * How the operator follows the epochs that are announced to it.
 *
 * @param mode by which epoch a document is enriched
 * @param repository where workers fetch epochs: a folder they all see, under this path, or a URI
 *     that a backend handles; blank for the one that each announcement names
 * @param cache folder on each worker for fetched epochs, kept for the next start; blank for a
 *     temporary one
 * @param retained announcements that are remembered, and so how far back {@link
 *     KnowledgeMode#AS_OF} can look
 * @param maxOpen epochs a subtask keeps open at most in {@link KnowledgeMode#AS_OF}
 * @param maxHeld records a subtask holds while their epoch is not known, at most; then the oldest
 *     of them takes the newest epoch known, and says so
 * @param maxWait how long a record waits for its epoch before it takes another, and says so
 */
@PublicEvolving
public record EpochSettings(
    KnowledgeMode mode,
    String repository,
    String cache,
    int retained,
    int maxOpen,
    int maxHeld,
    Duration maxWait)
    implements Serializable {

  public EpochSettings {
    if (retained < 1) {
      throw new IllegalArgumentException("at least 1 epoch is retained, got " + retained);
    }
    if (maxOpen < 1) {
      throw new IllegalArgumentException("at least 1 epoch may be open, got " + maxOpen);
    }
    if (maxHeld < 1) {
      throw new IllegalArgumentException("at least 1 record may be held, got " + maxHeld);
    }
    if (maxWait.isNegative() || maxWait.isZero()) {
      throw new IllegalArgumentException("a record waits more than 0 ms, got " + maxWait);
    }
  }

  /** From the announced repository, 1,000 epochs back, 10 minutes of patience. */
  public static EpochSettings of(KnowledgeMode mode) {
    return new EpochSettings(mode, "", "", 1_000, 3, 10_000, Duration.ofMinutes(10));
  }

  public EpochSettings withRepository(String address) {
    return new EpochSettings(mode, address, cache, retained, maxOpen, maxHeld, maxWait);
  }

  public EpochSettings withCache(String folder) {
    return new EpochSettings(mode, repository, folder, retained, maxOpen, maxHeld, maxWait);
  }

  public EpochSettings withRetained(int epochs) {
    return new EpochSettings(mode, repository, cache, epochs, maxOpen, maxHeld, maxWait);
  }

  public EpochSettings withMaxHeld(int records) {
    return new EpochSettings(mode, repository, cache, retained, maxOpen, records, maxWait);
  }

  public EpochSettings withMaxWait(Duration time) {
    return new EpochSettings(mode, repository, cache, retained, maxOpen, maxHeld, time);
  }
}
