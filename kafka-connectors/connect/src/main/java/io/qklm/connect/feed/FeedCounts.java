package io.qklm.connect.feed;

import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.CumulativeSum;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.jspecify.annotations.Nullable;

/** What a task counts, as metrics of the worker where that has a place for them. */
final class FeedCounts {

  private final @Nullable Sensor given;
  private final @Nullable Sensor dropped;

  private FeedCounts(@Nullable PluginMetrics metrics) {
    given = metrics == null ? null : sensor(metrics, "items-given-total", "Items given.");
    dropped =
        metrics == null
            ? null
            : sensor(metrics, "items-dropped-total", "Items that were left out.");
  }

  static FeedCounts of(SourceTaskContext context) {
    try {
      return new FeedCounts(context.pluginMetrics());
    } catch (UnsupportedOperationException | LinkageError e) {
      // A worker of before Connect 4.1 has none; the log tells all the same.
      return new FeedCounts(null);
    }
  }

  private static Sensor sensor(PluginMetrics metrics, String name, String description) {
    Sensor sensor = metrics.addSensor(name);
    sensor.add(
        metrics.metricName(name, description, new java.util.LinkedHashMap<>()),
        new CumulativeSum());
    return sensor;
  }

  void given(int items) {
    record(given, items);
  }

  void dropped(int items) {
    record(dropped, items);
  }

  private static void record(@Nullable Sensor sensor, int items) {
    if (sensor != null && items > 0) {
      sensor.record(items);
    }
  }
}
