package io.qklm.kg.epoch;

import io.qklm.kg.EntityId;
import io.qklm.kg.KnowledgeUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The updates that the next epoch will hold, folded: of several for one entity the last counts.
 * Knows how far each partition was read, refused records included, so that the place and the
 * updates are committed as one. Not thread safe.
 */
public final class UpdateWindow {

  /**
   * When a window is full.
   *
   * @param maxAge how long its first update waits at most
   * @param maxRecords records it takes at most, at least 1
   * @param maxBytes bytes of keys and values after which it takes no further record, at least 1; so
   *     it holds this and one record at most
   */
  public record Limits(Duration maxAge, int maxRecords, long maxBytes) {

    /** An update in memory is several times as large as it is in Kafka. */
    private static final long DEFAULT_MAX_BYTES = 32L << 20;

    public Limits {
      if (maxAge.isNegative() || maxAge.isZero()) {
        throw new IllegalArgumentException("a window lasts more than 0 ms, got " + maxAge);
      }
      if (maxRecords < 1) {
        throw new IllegalArgumentException("a window takes at least 1 record, got " + maxRecords);
      }
      if (maxBytes < 1) {
        throw new IllegalArgumentException("a window takes at least 1 byte, got " + maxBytes);
      }
    }

    /** As old or as many as is told, or 32 MiB, whichever comes first. */
    public static Limits of(Duration maxAge, int maxRecords) {
      return new Limits(maxAge, maxRecords, DEFAULT_MAX_BYTES);
    }

    /** 2 s, 10,000 records or 32 MiB, whichever comes first. */
    public static Limits defaults() {
      return of(Duration.ofSeconds(2), 10_000);
    }
  }

  private final Limits limits;
  private final Map<EntityId, KnowledgeUpdate> updates = new LinkedHashMap<>();
  private final Map<Integer, Long> next = new HashMap<>();
  private int records;
  private long bytes;
  private @Nullable Instant firstRead;

  public UpdateWindow(Limits limits) {
    this.limits = limits;
  }

  /**
   * A record that was read.
   *
   * @param bytes of its key and value
   */
  public record Place(int partition, long offset, int bytes) {}

  /** Takes an update. */
  public void add(KnowledgeUpdate update, Place place, Instant now) {
    read(place, now);
    // Out and in again: the order is that of the last word on each entity.
    updates.remove(update.id());
    updates.put(update.id(), update);
  }

  /** Passes over a record that is no update. */
  public void passOver(Place place, Instant now) {
    read(place, now);
  }

  private void read(Place place, Instant now) {
    next.merge(place.partition(), place.offset() + 1, Math::max);
    records++;
    // Of what is folded away, too: one entity may come ten thousand times, and some are set aside.
    bytes += place.bytes();
    if (firstRead == null) {
      firstRead = now;
    }
  }

  /** Whether it is time to make an epoch, or to commit the place if nothing changes. */
  public boolean due(Instant now) {
    return isFull() || dueAt().filter(time -> !now.isBefore(time)).isPresent();
  }

  /** Whether it takes no further record. */
  public boolean isFull() {
    return records >= limits.maxRecords() || bytes >= limits.maxBytes();
  }

  /** When it will be due if nothing more comes; empty while nothing was read. */
  public Optional<Instant> dueAt() {
    return Optional.ofNullable(firstRead).map(time -> time.plus(limits.maxAge()));
  }

  /** The updates, one an entity, in the order of the last record of each. */
  public List<KnowledgeUpdate> updates() {
    return List.copyOf(updates.values());
  }

  /** Where to read on, by partition. */
  public Map<Integer, Long> nextOffsets() {
    return Map.copyOf(next);
  }

  /** Records read, those that were folded away or passed over included. */
  public int records() {
    return records;
  }

  /** Begins the next window. */
  public void clear() {
    updates.clear();
    next.clear();
    records = 0;
    bytes = 0;
    firstRead = null;
  }
}
