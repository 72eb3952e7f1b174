package io.qklm.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.sink.QklmKafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/**
 * A Flink sink for enrichments and dead letters. One sink writes both topics, so that both are in
 * the same transaction: what was read is enriched or rejected, exactly once, for readers that read
 * committed records.
 */
@PublicEvolving
public final class KafkaEnrichments {

  /** What a broker allows at most unless told otherwise ({@code transaction.max.timeout.ms}). */
  public static final Duration DEFAULT_TRANSACTION_TIMEOUT = Duration.ofMinutes(15);

  /**
   * Ends the prefix within a transaction's name. At its start the sink aborts what is open under
   * any name that begins with its own, and {@code news} begins {@code news-de} too.
   */
  private static final String PREFIX_END = ":";

  /** Room beside the largest record for what Kafka itself adds to a request. */
  private static final int REQUEST_OVERHEAD = 65_536;

  /** Of gzip's levels: the others take longer to win little. */
  private static final String FASTEST = "1";

  /** Kafka's own 16 KiB is one or two enrichments: a request, and a compressor, for each. */
  private static final int BATCH_BYTES = 131_072;

  /**
   * Nobody sees a record before its transaction is committed, which sends what still lingers: there
   * is time to gather a batch.
   */
  private static final String TRANSACTION_LINGER_MILLIS = "100";

  private KafkaEnrichments() {}

  public static SinkBuilder sink() {
    return new SinkBuilder();
  }

  /** Collects what a sink needs; {@link #build} says what is missing. */
  public static final class SinkBuilder {

    private @Nullable String bootstrapServers;
    private @Nullable String topic;
    private @Nullable String deadLetterTopic;
    private @Nullable String transactionalIdPrefix;
    private Duration transactionTimeout = DEFAULT_TRANSACTION_TIMEOUT;
    private boolean exactlyOnce = true;
    private int maxRecordBytes = OutputRecords.DEFAULT_MAX_RECORD_BYTES;
    private final Map<String, String> properties = new TreeMap<>();

    private SinkBuilder() {}

    /** Brokers to begin with, {@code host:port}, several separated by commas. */
    public SinkBuilder bootstrapServers(String servers) {
      this.bootstrapServers = servers;
      return this;
    }

    /** Where enrichments go. */
    public SinkBuilder topic(String name) {
      this.topic = name;
      return this;
    }

    /** Where records that could not be enriched go. */
    public SinkBuilder deadLetterTopic(String name) {
      this.deadLetterTopic = name;
      return this;
    }

    /**
     * Begins the name of every transaction, followed by a colon, which it may not hold itself. It
     * must stay the same over restarts, so that what an earlier run left open is committed or
     * aborted, and no two jobs of a Kafka cluster may share it.
     */
    public SinkBuilder transactionalIdPrefix(String prefix) {
      this.transactionalIdPrefix = prefix;
      return this;
    }

    /**
     * How long a job may stay down before Kafka gives up its open transaction, and with it the
     * records of the last unfinished checkpoint. At most the broker's {@code
     * transaction.max.timeout.ms}.
     */
    public SinkBuilder transactionTimeout(Duration timeout) {
      this.transactionTimeout = timeout;
      return this;
    }

    /** Without transactions: records are seen at once, and again after a restart. */
    public SinkBuilder atLeastOnce() {
      this.exactlyOnce = false;
      return this;
    }

    /** The limit that the records were made for; see {@link OutputRecords}. */
    public SinkBuilder maxRecordBytes(int bytes) {
      this.maxRecordBytes = bytes;
      return this;
    }

    /** A further producer setting in Kafka's own words. */
    public SinkBuilder property(String name, String value) {
      properties.put(name, value);
      return this;
    }

    public SinkBuilder properties(Map<String, String> more) {
      properties.putAll(more);
      return this;
    }

    /**
     * @throws IllegalArgumentException when something needed was not given
     */
    public KafkaSink<KafkaOutput> build() {
      Properties producer = producerSettings();
      TopicRouter router =
          new TopicRouter(
              Given.required("topic", topic), Given.required("deadLetterTopic", deadLetterTopic));
      KafkaSinkBuilder<KafkaOutput> sink =
          KafkaSink.<KafkaOutput>builder()
              .setBootstrapServers(Given.required("bootstrapServers", bootstrapServers));
      if (exactlyOnce) {
        return QklmKafkaSink.exactlyOnce(
            sink.setKafkaProducerConfig(producer),
            transactionNames(),
            router,
            // A new name for every checkpoint would pile up in the broker for a week.
            TransactionNamingStrategy.POOLING);
      }
      return sink.setKafkaProducerConfig(producer)
          .setRecordSerializer(router)
          .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
          .build();
    }

    /** The producer's settings in Kafka's own words; those that were given win. */
    Properties producerSettings() {
      Properties producer = new Properties();
      producer.setProperty(
          ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
          Integer.toString(Math.addExact(maxRecordBytes, REQUEST_OVERHEAD)));
      // Text compresses well, and this is the one codec without a native library.
      producer.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
      producer.setProperty(ProducerConfig.COMPRESSION_GZIP_LEVEL_CONFIG, FASTEST);
      producer.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(BATCH_BYTES));
      if (exactlyOnce) {
        producer.setProperty(ProducerConfig.LINGER_MS_CONFIG, TRANSACTION_LINGER_MILLIS);
      }
      producer.putAll(properties);
      if (exactlyOnce) {
        producer.setProperty(
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            Long.toString(transactionTimeout.toMillis()));
      }
      return producer;
    }

    private String transactionNames() {
      String prefix = Given.required("transactionalIdPrefix", transactionalIdPrefix);
      if (prefix.contains(PREFIX_END)) {
        throw new IllegalArgumentException(
            "the transactional id prefix '"
                + prefix
                + "' holds a colon, which separates it from the rest of a transaction's name; use"
                + " another character");
      }
      return prefix + PREFIX_END;
    }
  }
}
