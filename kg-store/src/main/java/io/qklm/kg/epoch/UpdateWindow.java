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
   */
  public record Limits(Duration maxAge, int maxRecords) {
    public Limits {
      if (maxAge.isNegative() || maxAge.isZero()) {
        throw new IllegalArgumentException("a window lasts more than 0 ms, got " + maxAge);
      }
      if (maxRecords < 1) {
        throw new IllegalArgumentException("a window takes at least 1 record, got " + maxRecords);
      }
    }

    /** 2 s or 10,000 records, whichever comes first. */
    public static Limits defaults() {
      return new Limits(Duration.ofSeconds(2), 10_000);
    }
  }

  private final Limits limits;
  private final Map<EntityId, KnowledgeUpdate> updates = new LinkedHashMap<>();
  private final Map<Integer, Long> next = new HashMap<>();
  private int records;
  private @Nullable Instant firstRead;

  public UpdateWindow(Limits limits) {
    this.limits = limits;
  }

  /** Takes an update that was read from {@code partition} at {@code offset}. */
  public void add(KnowledgeUpdate update, int partition, long offset, Instant now) {
    read(partition, offset, now);
    // Out and in again: the order is that of the last word on each entity.
    updates.remove(update.id());
    updates.put(update.id(), update);
  }

  /** Passes over a record that is no update. */
  public void passOver(int partition, long offset, Instant now) {
    read(partition, offset, now);
  }

  private void read(int partition, long offset, Instant now) {
    next.merge(partition, offset + 1, Math::max);
    records++;
    if (firstRead == null) {
      firstRead = now;
    }
  }

  /** Whether it is time to make an epoch, or to commit the place if nothing changes. */
  public boolean due(Instant now) {
    return records >= limits.maxRecords()
        || dueAt().filter(time -> !now.isBefore(time)).isPresent();
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
    firstRead = null;
  }
}
