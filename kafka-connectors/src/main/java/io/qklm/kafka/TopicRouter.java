package io.qklm.kafka;

import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Sends each record to its target's topic; the key's hash picks the partition. */
final class TopicRouter
    implements KafkaRecordSerializationSchema<KafkaOutput>, KafkaDatasetFacetProvider {

  private static final long serialVersionUID = 1L;

  private final String enriched;
  private final String deadLetters;

  TopicRouter(String enriched, String deadLetters) {
    this.enriched = enriched;
    this.deadLetters = deadLetters;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      KafkaOutput record, KafkaSinkContext context, @Nullable Long timestamp) {
    String topic =
        switch (record.target()) {
          case ENRICHED -> enriched;
          case DEAD_LETTER -> deadLetters;
        };
    List<Header> headers =
        record.headers().stream()
            .<Header>map(header -> new RecordHeader(header.key(), header.value()))
            .toList();
    Long time = record.timestamp() < 0 ? null : record.timestamp();
    return new ProducerRecord<>(topic, null, time, record.key(), record.value(), headers);
  }

  /** The sink looks into these topics for transactions that an earlier run left open. */
  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return Optional.of(
        new DefaultKafkaDatasetFacet(
            DefaultKafkaDatasetIdentifier.ofTopics(List.of(enriched, deadLetters))));
  }
}
