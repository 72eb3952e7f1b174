package io.qklm.flink.gate;

import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The records that wait at a gate, in the order they came, and how much they are. */
final class HeldRecords<IN> {

  /**
   * A record that waits: its time in milliseconds since 1970, {@link Long#MIN_VALUE} for none; its
   * bytes in a checkpoint; when it came, by {@link System#nanoTime}.
   */
  static final class Held<IN> {
    final long number;
    final IN value;
    final long timestamp;
    final long bytes;
    final long arrived;
    final @Nullable Object key;
    Turn.Patience patience = Turn.Patience.ALL;

    Held(long number, IN value, long timestamp, long bytes, long arrived, @Nullable Object key) {
      this.number = number;
      this.value = value;
      this.timestamp = timestamp;
      this.bytes = bytes;
      this.arrived = arrived;
      this.key = key;
    }
  }

  private final Map<Long, Held<IN>> records = new LinkedHashMap<>();
  private final Map<Object, Integer> keys = new HashMap<>();
  private long last;
  private long total;
  private volatile int size;
  private volatile long bytes;

  /** Keeps a record, behind all that are there. */
  Held<IN> add(IN value, long timestamp, long weight, @Nullable Object key) {
    Held<IN> held = new Held<>(++last, value, timestamp, weight, System.nanoTime(), key);
    records.put(held.number, held);
    if (key != null) {
      keys.merge(key, 1, Integer::sum);
    }
    size = records.size();
    total += weight;
    bytes = total;
    return held;
  }

  /**
   * Goes through them in the order they came.
   *
   * @param leaves says of each whether it leaves
   * @return false if {@code leaves} wanted to see no more
   */
  boolean visit(Function<Held<IN>, Step> leaves) {
    Iterator<Held<IN>> each = records.values().iterator();
    while (each.hasNext()) {
      Held<IN> one = each.next();
      Step step = leaves.apply(one);
      if (step == Step.END) {
        return false;
      }
      if (step == Step.LEAVES) {
        each.remove();
        left(one);
      }
    }
    return true;
  }

  /** What a visit makes of a record. */
  enum Step {
    STAYS,
    LEAVES,
    END
  }

  private void left(Held<IN> held) {
    if (held.key != null) {
      keys.computeIfPresent(held.key, (key, count) -> count == 1 ? null : count - 1);
    }
    size = records.size();
    total -= held.bytes;
    bytes = total;
  }

  /** Whether a record of this key waits; no record has to wait for one without a key. */
  boolean holdsKey(@Nullable Object key) {
    return key != null && keys.containsKey(key);
  }

  /** In the order they came. */
  Collection<Held<IN>> all() {
    return records.values();
  }

  boolean isEmpty() {
    return records.isEmpty();
  }

  /** Number of the record that came last, whether it still waits or not. */
  long lastNumber() {
    return last;
  }

  /** Any thread may ask. */
  int size() {
    return size;
  }

  /** Any thread may ask. */
  long bytes() {
    return bytes;
  }

  void clear() {
    records.clear();
    keys.clear();
    total = 0;
    size = 0;
    bytes = 0;
  }
}
