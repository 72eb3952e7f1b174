package io.qklm.benchmarks.speed;

import java.util.function.UnaryOperator;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * A job from topic to topic, exactly once and with a checkpoint every 10 s as ours, that does
 * something else with the values.
 */
final class BytesJob {

  private BytesJob() {}

  /** The job over {@code topics}, which ends with its input. */
  static StreamGraph plan(Rig rig, Rig.Topics topics, UnaryOperator<DataStream<byte[]>> work) {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
    environment.setParallelism(1);
    environment.enableCheckpointing(10_000);
    KafkaSource<byte[]> source =
        KafkaSource.<byte[]>builder()
            .setBootstrapServers(rig.bootstrapServers())
            .setTopics(topics.input())
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setBounded(OffsetsInitializer.latest())
            .setValueOnlyDeserializer(new Bytes())
            .build();
    KafkaSink<byte[]> sink =
        KafkaSink.<byte[]>builder()
            .setBootstrapServers(rig.bootstrapServers())
            .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
            .setTransactionalIdPrefix(topics.output())
            .setProperty("transaction.timeout.ms", "600000")
            .setRecordSerializer(
                KafkaRecordSerializationSchema.<byte[]>builder()
                    .setTopic(topics.output())
                    .setValueSerializationSchema(new Written())
                    .build())
            .build();
    work.apply(environment.fromSource(source, WatermarkStrategy.noWatermarks(), "documents"))
        .sinkTo(sink);
    return environment.getStreamGraph();
  }

  private static final class Bytes extends AbstractDeserializationSchema<byte[]> {
    private static final long serialVersionUID = 1;

    @Override
    public byte[] deserialize(byte[] message) {
      return message;
    }
  }

  private static final class Written implements SerializationSchema<byte[]> {
    private static final long serialVersionUID = 1;

    @Override
    public byte[] serialize(byte[] value) {
      return value;
    }
  }
}
