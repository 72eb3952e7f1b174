package io.qklm.deploy.job;

import io.qklm.kafka.KafkaEpochs;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The epochs of the control topic, and what the job says of them, in the job's plan. */
final class EpochStream {

  private final EnrichmentJobOptions options;

  EpochStream(EnrichmentJobOptions options) {
    this.options = options;
  }

  /** The control topic's values. */
  DataStream<byte[]> epochs(StreamExecutionEnvironment environment) {
    JobKafka kafka = options.kafka();
    return environment
        .fromSource(
            KafkaEpochs.source(
                kafka.bootstrapServers(),
                kafka.epochsTopic(),
                kafka.properties(),
                options.untilEnd()),
            WatermarkStrategy.<byte[]>noWatermarks(),
            "epochs from " + kafka.epochsTopic(),
            PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)
        .setParallelism(1)
        .setMaxParallelism(1)
        .uid("epochs");
  }

  /** Writes what the operator says of epochs. */
  void status(DataStream<String> status) {
    JobKafka kafka = options.kafka();
    Properties producer = new Properties();
    producer.putAll(kafka.properties());
    status
        .sinkTo(
            KafkaSink.<String>builder()
                .setBootstrapServers(kafka.bootstrapServers())
                .setKafkaProducerConfig(producer)
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(
                    KafkaRecordSerializationSchema.<String>builder()
                        .setTopic(kafka.epochStatusTopic())
                        .setValueSerializationSchema(new SimpleStringSchema())
                        .build())
                .build())
        .setParallelism(1)
        .name("news of epochs to " + kafka.epochStatusTopic())
        .uid("epoch-status");
  }
}
