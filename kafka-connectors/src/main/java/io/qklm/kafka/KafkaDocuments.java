package io.qklm.kafka;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.jspecify.annotations.Nullable;

/**
 * A Flink source of documents from Kafka, every record raw and with its origin. It reads committed
 * records only, starts where the group last committed, else at the earliest record, and commits its
 * place with each checkpoint.
 */
@PublicEvolving
public final class KafkaDocuments {

  private KafkaDocuments() {}

  public static SourceBuilder source() {
    return new SourceBuilder();
  }

  /** Collects what a source needs; {@link #build} says what is missing. */
  public static final class SourceBuilder {

    private @Nullable String bootstrapServers;
    private List<String> topics = List.of();
    private @Nullable String groupId;
    private boolean bounded;
    private final Map<String, String> properties = new TreeMap<>();

    private SourceBuilder() {}

    /** Brokers to begin with, {@code host:port}, several separated by commas. */
    public SourceBuilder bootstrapServers(String servers) {
      this.bootstrapServers = servers;
      return this;
    }

    public SourceBuilder topics(String... names) {
      this.topics = List.of(names);
      return this;
    }

    /** The group whose committed offsets are used and kept up to date. */
    public SourceBuilder groupId(String id) {
      this.groupId = id;
      return this;
    }

    /** Reads what is there at the start and ends, instead of waiting for more. */
    public SourceBuilder bounded() {
      this.bounded = true;
      return this;
    }

    /** A further consumer setting in Kafka's own words. */
    public SourceBuilder property(String name, String value) {
      properties.put(name, value);
      return this;
    }

    public SourceBuilder properties(Map<String, String> more) {
      properties.putAll(more);
      return this;
    }

    /**
     * @throws IllegalArgumentException when servers, topics or group are not given
     */
    public KafkaSource<KafkaInput> build() {
      String servers = Given.required("bootstrapServers", bootstrapServers);
      String group = Given.required("groupId", groupId);
      if (topics.isEmpty()) {
        throw new IllegalArgumentException("a source of documents needs topics(...)");
      }
      KafkaSourceBuilder<KafkaInput> source =
          KafkaSource.<KafkaInput>builder()
              .setBootstrapServers(servers)
              .setGroupId(group)
              .setTopics(topics)
              // Two jobs of one group in one process must not share a metrics name.
              .setClientIdPrefix(group + "-" + UUID.randomUUID().toString().substring(0, 8))
              .setStartingOffsets(committedElseEarliest())
              .setDeserializer(new KafkaInputDeserializer())
              .setProperty("commit.offsets.on.checkpoint", "true")
              .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
      properties.forEach(source::setProperty);
      if (bounded) {
        source.setBounded(OffsetsInitializer.latest());
      }
      return source.build();
    }

    // The connector takes nothing newer than this enum of Kafka's.
    @SuppressWarnings("deprecation")
    private static OffsetsInitializer committedElseEarliest() {
      return OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
    }
  }
}
