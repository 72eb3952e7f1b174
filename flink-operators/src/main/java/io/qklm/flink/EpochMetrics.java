package io.qklm.flink;

import io.qklm.kg.epoch.EpochAnnouncement;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * What the operator measures of epochs, in the group {@code qklm}: counters {@code epochSwaps},
 * {@code epochsRefused} and {@code epochMessagesUnreadable}; gauges {@code epochAgeMs} (since the
 * epoch that serves took effect, -1 before there is one), {@code epochSwapMs} (from the last
 * announcement to its epoch serving, -1 before one did) and {@code heldDocuments}.
 */
final class EpochMetrics {

  private final MetricGroup group;
  private final Counter swaps;
  private final Counter refused;
  private final Counter unreadable;
  // Read by reporters' threads.
  private volatile long epoch = -1;
  private volatile long effectiveFrom = -1;
  private volatile long swapMillis = -1;

  EpochMetrics(MetricGroup operator) {
    this.group = operator.addGroup("qklm");
    this.swaps = group.counter("epochSwaps");
    this.refused = group.counter("epochsRefused");
    this.unreadable = group.counter("epochMessagesUnreadable");
    group.gauge(
        "epochAgeMs",
        (Gauge<Long>) () -> effectiveFrom < 0 ? -1 : System.currentTimeMillis() - effectiveFrom);
    group.gauge("epochSwapMs", (Gauge<Long>) () -> swapMillis);
  }

  void held(IntSupplier documents) {
    group.gauge("heldDocuments", (Gauge<Integer>) documents::getAsInt);
  }

  /** Number of the epoch that serves; -1 before there is one. */
  long epoch() {
    return epoch;
  }

  /** A folder's epoch serves, which nobody announced. */
  void serves(long number) {
    epoch = number;
  }

  void serves(EpochAnnouncement announcement, Duration took) {
    epoch = announcement.epoch().number();
    effectiveFrom = announcement.effectiveFrom().toEpochMilli();
    swapMillis = took.toMillis();
    swaps.inc();
  }

  void refused() {
    refused.inc();
  }

  void unreadable() {
    unreadable.inc();
  }

  long swaps() {
    return swaps.getCount();
  }

  long refusals() {
    return refused.getCount();
  }

  long unreadableMessages() {
    return unreadable.getCount();
  }
}
