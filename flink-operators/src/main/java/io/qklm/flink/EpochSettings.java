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
 * @param maxHeld records a subtask holds while their epoch is not known; then a source made by
 *     {@link QklmEnrichment#pausing} pauses. Behind another source, at twice as many, the oldest
 *     takes the newest epoch known, and says so
 * @param maxWait how long a record waits for its epoch before it takes another, and says so
 * @param maxHeldBytes the same as {@code maxHeld} in bytes of a checkpoint
 */
@PublicEvolving
public record EpochSettings(
    KnowledgeMode mode,
    String repository,
    String cache,
    int retained,
    int maxOpen,
    int maxHeld,
    Duration maxWait,
    long maxHeldBytes)
    implements Serializable {

  private static final long DEFAULT_HELD_BYTES = 32 << 20;

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
    if (maxHeldBytes < 1) {
      throw new IllegalArgumentException("at least 1 byte may be held, got " + maxHeldBytes);
    }
    if (maxWait.isNegative() || maxWait.isZero()) {
      throw new IllegalArgumentException("a record waits more than 0 ms, got " + maxWait);
    }
  }

  /** With 32 MiB of records that wait. */
  public EpochSettings(
      KnowledgeMode mode,
      String repository,
      String cache,
      int retained,
      int maxOpen,
      int maxHeld,
      Duration maxWait) {
    this(mode, repository, cache, retained, maxOpen, maxHeld, maxWait, DEFAULT_HELD_BYTES);
  }

  /** From the announced repository, 1,000 epochs back, 10 minutes of patience. */
  public static EpochSettings of(KnowledgeMode mode) {
    return new EpochSettings(mode, "", "", 1_000, 3, 10_000, Duration.ofMinutes(10));
  }

  public EpochSettings withRepository(String address) {
    return new EpochSettings(
        mode, address, cache, retained, maxOpen, maxHeld, maxWait, maxHeldBytes);
  }

  public EpochSettings withCache(String folder) {
    return new EpochSettings(
        mode, repository, folder, retained, maxOpen, maxHeld, maxWait, maxHeldBytes);
  }

  public EpochSettings withRetained(int epochs) {
    return new EpochSettings(
        mode, repository, cache, epochs, maxOpen, maxHeld, maxWait, maxHeldBytes);
  }

  public EpochSettings withMaxHeld(int records) {
    return new EpochSettings(
        mode, repository, cache, retained, maxOpen, records, maxWait, maxHeldBytes);
  }

  public EpochSettings withMaxWait(Duration time) {
    return new EpochSettings(
        mode, repository, cache, retained, maxOpen, maxHeld, time, maxHeldBytes);
  }

  /** Holds records of that many bytes in a subtask while their epoch is not known. */
  public EpochSettings withMaxHeldBytes(long bytes) {
    return new EpochSettings(mode, repository, cache, retained, maxOpen, maxHeld, maxWait, bytes);
  }
}
