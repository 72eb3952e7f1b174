package io.qklm.flink.stories;

import io.qklm.flink.metrics.QklmMetric;
import io.qklm.stories.desk.StoryCounts;
import io.qklm.stories.desk.StoryDesk;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** What the operator measures, summed over the keys of its subtask since it started. */
final class StoryMetrics {

  private static final String GROUP = "stories";

  private StoryMetrics() {}

  /** Registers all; docs/stories.md lists them. */
  static void register(MetricGroup operator, Map<String, StoryDesk> desks) {
    MetricGroup group = QklmMetric.group(operator).addGroup(GROUP);
    Map<String, ToLongFunction<StoryCounts>> metrics =
        Map.of(
            "live", StoryCounts::liveStories,
            "joined", StoryCounts::joinedDocuments,
            "begun", StoryCounts::begunStories,
            "merged", StoryCounts::mergedStories,
            "ended", StoryCounts::endedStories,
            "copies", StoryCounts::copies,
            "revised", StoryCounts::revisions,
            "withdrawn", StoryCounts::withdrawals,
            "guarded", StoryCounts::guards,
            "texts", StoryCounts::knownTexts);
    metrics.forEach(
        (name, count) ->
            group.gauge(
                name,
                (Gauge<Long>)
                    () ->
                        desks.values().stream()
                            .mapToLong(desk -> count.applyAsLong(desk.counts()))
                            .sum()));
  }
}
