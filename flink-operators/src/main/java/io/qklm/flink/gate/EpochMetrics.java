package io.qklm.flink.gate;

import io.qklm.flink.metrics.QklmMetric;
import io.qklm.kg.epoch.EpochAnnouncement;
import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What the operator measures of epochs; names and meanings are in {@link QklmMetric}. */
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
    this.group = QklmMetric.group(operator);
    this.swaps = QklmMetric.EPOCH_SWAPS.counter(group);
    this.refused = QklmMetric.EPOCHS_REFUSED.counter(group);
    this.unreadable = QklmMetric.EPOCH_MESSAGES_UNREADABLE.counter(group);
    QklmMetric.EPOCH.gauge(group, () -> epoch);
    QklmMetric.EPOCH_AGE.gauge(
        group, () -> effectiveFrom < 0 ? -1 : System.currentTimeMillis() - effectiveFrom);
    QklmMetric.EPOCH_SWAP.gauge(group, () -> swapMillis);
  }

  void held(IntSupplier documents, LongSupplier bytes) {
    QklmMetric.HELD_DOCUMENTS.gauge(group, documents::getAsInt);
    QklmMetric.HELD_BYTES.gauge(group, bytes::getAsLong);
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
