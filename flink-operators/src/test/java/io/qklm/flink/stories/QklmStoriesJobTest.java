package io.qklm.flink.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.flink.QklmStories;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stories in a cluster within the test's process. */
@Timeout(120)
@SuppressWarnings("try") // iterators close with whatever exception
class QklmStoriesJobTest {

  // snippet: job
  static final OutputTag<String> STORIES = new OutputTag<>("stories", Types.STRING);

  static SingleOutputStreamOperator<String> placed(DataStream<String> enriched) {
    return QklmStories.<String, String, String>builder()
        .binding(new TabbedStories())
        .output(Types.STRING)
        .storiesTo(STORIES)
        .build()
        .apply(
            enriched.assignTimestampsAndWatermarks(
                WatermarkStrategy.<String>forBoundedOutOfOrderness(Duration.ofMinutes(5))
                    .withTimestampAssigner((record, written) -> written)));
  }

  // end

  @Test
  void tellsDocumentsAndStories() throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2);
    DataStream<String> documents =
        environment.fromData(
            "a|Ferry aground off Norvik|The ferry Sigrun ran aground off Norvik harbour.",
            "b|Sigrun aground|The ferry Sigrun ran aground off Norvik harbour.",
            "# no document");
    SingleOutputStreamOperator<String> placed = placed(documents);
    List<String> said = new ArrayList<>();
    List<String> stories = new ArrayList<>();
    try (CloseableIterator<String> results = placed.collectAsync();
        CloseableIterator<String> updates = placed.getSideOutput(STORIES).collectAsync()) {
      environment.execute();
      results.forEachRemaining(said::add);
      updates.forEachRemaining(stories::add);
    }
    assertThat(said)
        .hasSize(3)
        .contains("# no document passed")
        .anyMatch(line -> line.startsWith("b in s") && line.endsWith("copies a"));
    assertThat(stories).anyMatch(update -> update.startsWith("Live") && update.contains("size=2"));
  }
}
