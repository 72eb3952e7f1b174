package io.qklm.deploy.job;

import io.qklm.flink.KnowledgeMode;
import io.qklm.kafka.KafkaEpochs;
import io.qklm.kafka.KafkaInput;
import io.qklm.kg.epoch.EpochMessageJson;
import java.time.Duration;
import java.util.Properties;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The epochs of the control topic in the job's plan. Where documents are enriched as of their time,
 * the source of documents is held back to a little ahead of what is settled, so that few of them
 * wait in the operator.
 */
final class EpochStream {

  private static final String GROUP = "qklm-as-of";
  private static final Duration LOOK = Duration.ofMillis(200);

  /** How far documents may be read ahead of what is settled. */
  private static final Duration AHEAD = Duration.ofSeconds(2);

  /** Epochs are few; they are never held back. */
  private static final Duration FREE = Duration.ofDays(36_500);

  private final EnrichmentJobOptions options;
  private final boolean aligned;

  EpochStream(EnrichmentJobOptions options, KnowledgeMode mode) {
    this.options = options;
    // A source that has ended says nothing more of its progress.
    this.aligned = mode == KnowledgeMode.AS_OF && !options.untilEnd();
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
            aligned
                ? strategy(EpochStream::settledUntil, FREE)
                : WatermarkStrategy.<byte[]>noWatermarks(),
            "epochs from " + kafka.epochsTopic(),
            PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)
        .setParallelism(1)
        .setMaxParallelism(1)
        .uid("epochs");
  }

  /** How the source of documents tells its progress. */
  WatermarkStrategy<KafkaInput> documents() {
    return aligned
        ? EpochStream.<KafkaInput>strategy(KafkaInput::timestamp, AHEAD)
            // Else a quiet topic would hold back a partition that is not.
            .withIdleness(Duration.ofSeconds(1))
        : WatermarkStrategy.noWatermarks();
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

  private static long settledUntil(byte[] message) {
    try {
      return EpochMessageJson.read(message).settledUntil().toEpochMilli();
    } catch (IllegalArgumentException e) {
      // The operator tells of it.
      return Long.MIN_VALUE;
    }
  }

  private static <T> WatermarkStrategy<T> strategy(SerializableTime<T> time, Duration ahead) {
    return WatermarkStrategy.<T>forGenerator(context -> new Newest<>(time))
        .withWatermarkAlignment(GROUP, ahead, LOOK);
  }

  private interface SerializableTime<T> extends ToLongFunction<T>, java.io.Serializable {}

  /** Tells of the newest time with each record, and of the beginning while there is none. */
  private static final class Newest<T> implements WatermarkGenerator<T> {
    private final ToLongFunction<T> time;
    private long newest = Long.MIN_VALUE + 1;

    Newest(ToLongFunction<T> time) {
      this.time = time;
    }

    @Override
    public void onEvent(T event, long timestamp, WatermarkOutput output) {
      newest = Math.max(newest, time.applyAsLong(event));
      output.emitWatermark(new Watermark(newest));
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      output.emitWatermark(new Watermark(newest));
    }
  }
}
