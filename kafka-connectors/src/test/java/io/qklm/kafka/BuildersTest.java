package io.qklm.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.util.Collector;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class BuildersTest {

  @Test
  void sayWhatIsMissing() {
    assertThatThrownBy(() -> KafkaDocuments.source().topics("t").groupId("g").build())
        .hasMessage("'bootstrapServers' is needed and was not given");
    assertThatThrownBy(() -> KafkaDocuments.source().bootstrapServers("b:1").groupId("g").build())
        .hasMessage("a source of documents needs topics(...)");
    assertThatThrownBy(
            () ->
                KafkaEnrichments.sink()
                    .bootstrapServers("b:1")
                    .topic("t")
                    .deadLetterTopic("d")
                    .build())
        .hasMessage("'transactionalIdPrefix' is needed and was not given");
  }

  @Test
  void refuseAPrefixThatCouldBeginAnothers() {
    assertThatThrownBy(
            () ->
                KafkaEnrichments.sink()
                    .bootstrapServers("b:1")
                    .topic("t")
                    .deadLetterTopic("d")
                    .transactionalIdPrefix("team:job")
                    .build())
        .hasMessage(
            "the transactional id prefix 'team:job' holds a colon, which separates it from the rest"
                + " of a transaction's name; use another character");
  }

  @Test
  void buildWhatCanBeShipped() throws Exception {
    InstantiationUtil.clone(
        KafkaDocuments.source().bootstrapServers("b:1").topics("t").groupId("g").build());
    InstantiationUtil.clone(
        KafkaEnrichments.sink()
            .bootstrapServers("b:1")
            .topic("t")
            .deadLetterTopic("d")
            .transactionalIdPrefix("p")
            .build());
  }

  @Test
  void gatherBatchesWhereNobodyWaitsForARecord() {
    KafkaEnrichments.SinkBuilder once = KafkaEnrichments.sink();
    assertThat(once.producerSettings())
        .containsEntry("compression.type", "gzip")
        .containsEntry("compression.gzip.level", "1")
        .containsEntry("linger.ms", "100")
        .containsEntry("batch.size", "131072")
        .containsEntry("transaction.timeout.ms", "900000");
    assertThat(once.property("linger.ms", "7").producerSettings()).containsEntry("linger.ms", "7");
    assertThat(KafkaEnrichments.sink().atLeastOnce().producerSettings())
        .doesNotContainKeys("linger.ms", "transaction.timeout.ms");
  }

  @Test
  void takeEveryRecordAsItIs() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("h", new byte[] {1});
    headers.add("h", null);
    ConsumerRecord<byte[], byte[]> tombstone =
        new ConsumerRecord<>(
            "t",
            2,
            9,
            77,
            TimestampType.CREATE_TIME,
            1,
            0,
            new byte[] {5},
            null,
            headers,
            Optional.empty());
    List<KafkaInput> read = new ArrayList<>();
    new KafkaInputDeserializer()
        .deserialize(
            tombstone,
            new Collector<>() {
              @Override
              public void collect(KafkaInput record) {
                read.add(record);
              }

              @Override
              public void close() {}
            });
    assertThat(read)
        .containsExactly(
            new KafkaInput(
                new byte[] {5},
                null,
                List.of(new KafkaHeader("h", new byte[] {1}), new KafkaHeader("h", null)),
                77,
                "t",
                2,
                9));
  }

  @Test
  void sendEachTargetToItsTopic() {
    TopicRouter router = new TopicRouter("out", "dead");
    KafkaOutput output =
        new KafkaOutput(
            KafkaOutput.Target.DEAD_LETTER,
            null,
            "v".getBytes(StandardCharsets.UTF_8),
            List.of(KafkaHeader.of("h", "1"), KafkaHeader.of("h", "2")),
            KafkaInput.NO_TIMESTAMP);
    ProducerRecord<byte[], byte[]> record = router.serialize(output, null, null);
    assertThat(record.topic()).isEqualTo("dead");
    assertThat(record.timestamp()).isNull();
    assertThat(record.headers().headers("h")).hasSize(2);
  }
}
