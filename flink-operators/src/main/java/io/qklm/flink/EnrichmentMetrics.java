package io.qklm.flink;

import io.qklm.document.Rejection.Cause;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * The operator's metrics, in the group {@code qklm}: counters {@code documents} (handed to the
 * engine), {@code enriched}, {@code passed}, {@code rejected} and one per cause in the group {@code
 * rejectedBy}; histogram {@code latencyMs} from reading to result over the last 1,000 documents;
 * gauges {@code inFlight}, {@code charactersInFlight} and {@code epoch}.
 */
final class EnrichmentMetrics {

  private static final int LATENCY_WINDOW = 1_000;

  final Counter documents;
  final Counter enriched;
  final Counter passed;
  final Counter rejected;
  private final Map<Cause, Counter> rejectedBy = new EnumMap<>(Cause.class);
  final Histogram latency;

  EnrichmentMetrics(
      MetricGroup operator,
      LongSupplier inFlight,
      LongSupplier charactersInFlight,
      LongSupplier epoch) {
    MetricGroup group = operator.addGroup("qklm");
    documents = group.counter("documents");
    enriched = group.counter("enriched");
    passed = group.counter("passed");
    rejected = group.counter("rejected");
    MetricGroup causes = group.addGroup("rejectedBy");
    for (Cause cause : Cause.values()) {
      rejectedBy.put(cause, causes.counter(cause.name().toLowerCase(Locale.ROOT)));
    }
    latency = group.histogram("latencyMs", new DescriptiveStatisticsHistogram(LATENCY_WINDOW));
    group.gauge("inFlight", (Gauge<Long>) inFlight::getAsLong);
    group.gauge("charactersInFlight", (Gauge<Long>) charactersInFlight::getAsLong);
    group.gauge("epoch", (Gauge<Long>) epoch::getAsLong);
  }

  void rejected(Cause cause) {
    rejected.inc();
    Counter counter = rejectedBy.get(cause);
    if (counter != null) {
      counter.inc();
    }
  }

  long rejectedBy(Cause cause) {
    Counter counter = rejectedBy.get(cause);
    return counter == null ? 0 : counter.getCount();
  }

  void took(long nanos) {
    latency.update(nanos / 1_000_000);
  }
}
