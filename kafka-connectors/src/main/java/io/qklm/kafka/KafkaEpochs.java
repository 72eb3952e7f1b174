package io.qklm.kafka;

import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A Flink source of the control topic, value by value from its beginning, committed records only.
 * The topic has one partition, since its order counts; run the source with a parallelism of 1.
 */
@PublicEvolving
public final class KafkaEpochs {

  private KafkaEpochs() {}

  /**
   * The source.
   *
   * @param properties further consumer settings in Kafka's own words
   * @param bounded whether it ends with what is there at the start
   */
  public static KafkaSource<byte[]> source(
      String bootstrapServers, String topic, Map<String, String> properties, boolean bounded) {
    KafkaSourceBuilder<byte[]> source =
        KafkaSource.<byte[]>builder()
            .setBootstrapServers(Given.required("bootstrapServers", bootstrapServers))
            .setTopics(Given.required("topic", topic))
            .setClientIdPrefix(topic + "-" + UUID.randomUUID().toString().substring(0, 8))
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(new Values())
            .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.forEach(source::setProperty);
    // There is one partition, and its place is in the checkpoint.
    source.setProperty("partition.discovery.interval.ms", "-1");
    source.setProperty("commit.offsets.on.checkpoint", "false");
    if (bounded) {
      source.setBounded(OffsetsInitializer.latest());
    }
    return source.build();
  }

  /** The value's bytes; none for a tombstone, which the operator then says is no message. */
  private static final class Values implements KafkaRecordDeserializationSchema<byte[]> {
    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<byte[]> out)
        throws IOException {
      out.collect(record.value() == null ? new byte[0] : record.value());
    }

    @Override
    public TypeInformation<byte[]> getProducedType() {
      return PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;
    }
  }
}
