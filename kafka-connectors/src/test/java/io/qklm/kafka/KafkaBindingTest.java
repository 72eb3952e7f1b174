package io.qklm.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.flink.Reading;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class KafkaBindingTest {

  private static KafkaInput record(String key, String value) {
    return new KafkaInput(
        key == null ? null : key.getBytes(StandardCharsets.UTF_8),
        value == null ? null : value.getBytes(StandardCharsets.UTF_8),
        List.of(),
        5,
        "documents",
        0,
        7);
  }

  @Test
  void readsWhatTheWireContractSaysAlsoOnAnotherMachine() throws Exception {
    KafkaBinding binding = InstantiationUtil.clone(KafkaBinding.json());
    assertThat(binding.read(record("k", "{\"id\":\"a\",\"text\":\"Berlin is large.\"}")))
        .isInstanceOfSatisfying(
            Reading.Accepted.class, read -> assertThat(read.document().id()).isEqualTo("a"));
    KafkaInput broken = record("k", "{");
    assertThat(binding.read(broken))
        .isInstanceOfSatisfying(
            Reading.Rejected.class,
            read -> {
              KafkaOutput letter = binding.rejected(broken, read.rejection());
              assertThat(letter.value()).isEqualTo(broken.value());
              assertThat(letter.key()).isEqualTo("k".getBytes(UTF_8));
            });
    assertThat(binding.read(record("k", null))).isInstanceOf(Reading.PassThrough.class);
    assertThat(binding.passed(record("k", null)).value()).isNull();
  }

  @Test
  void keepsTheOrderOfEachKeyAndOfNoOther() {
    KafkaBinding binding = KafkaBinding.json();
    assertThat(binding.key(record("k", "1"))).isEqualTo(binding.key(record("k", "2")));
    assertThat(binding.key(record("k", "1"))).isNotEqualTo(binding.key(record("l", "1")));
    assertThat(binding.key(record(null, "1"))).isNull();
  }

  @Test
  void makesAJobOutOfThePagesCode() {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    StoriesFromKafka.define(environment, "broker:9092", "/knowledge");
    StreamGraph plan = environment.getStreamGraph();
    assertThat(plan.getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .contains("documents", "enrichment", "enrichment-engine", "enrichment-outlet", "results");
  }
}
