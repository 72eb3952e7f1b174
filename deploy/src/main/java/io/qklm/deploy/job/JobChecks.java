package io.qklm.deploy.job;

import io.qklm.deploy.broker.KafkaAdmin;
import io.qklm.deploy.broker.KafkaBrokerException;
import io.qklm.model.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What can be known to be wrong before a job starts, each as one sentence. */
public final class JobChecks {

  private static final Logger LOG = LoggerFactory.getLogger(JobChecks.class);

  private static final Duration ANSWER = Duration.ofSeconds(10);

  /** What Kafka's framing adds to a record, with room to spare. */
  private static final int FRAMING = 1_024;

  private JobChecks() {}

  /**
   * Checks that Kafka can be reached, that the topics are there and take records of this size and
   * of the input's timestamps, and that it allows the transactions. An output topic that is missing
   * is created with as many partitions as the input topic, and kept as long.
   *
   * @throws IOException with the first thing that is wrong
   */
  public static void kafka(EnrichmentJobOptions options) throws IOException {
    JobKafka kafka = options.kafka();
    try (KafkaAdmin admin =
        KafkaAdmin.connect(kafka.bootstrapServers(), kafka.properties(), ANSWER)) {
      if (admin.partitions(kafka.inputTopic()).isEmpty()) {
        throw new KafkaBrokerException(missing(kafka, admin));
      }
      if (options.delivery().exactlyOnce()) {
        checkTransactions(options.delivery(), admin);
      }
      create(
          kafka.outputTopic(),
          List.of("retention.ms", "cleanup.policy", TopicTimes.AHEAD),
          kafka,
          admin);
      create(kafka.deadLetterTopic(), List.of("retention.ms", TopicTimes.AHEAD), kafka, admin);
      if (!kafka.epochsTopic().isBlank()) {
        EpochTopics.check(kafka.epochsTopic(), admin);
      }
      checkSize(kafka.outputTopic(), options.maxRecordBytes(), admin);
      checkSize(kafka.deadLetterTopic(), options.maxRecordBytes(), admin);
      TopicTimes.check(kafka.outputTopic(), kafka.inputTopic(), admin);
      TopicTimes.check(kafka.deadLetterTopic(), kafka.inputTopic(), admin);
    }
  }

  /**
   * The options with the id of Avro's schema, if they name a registry.
   *
   * @throws IOException with a sentence when the registry cannot be reached or refuses the schema
   */
  public static EnrichmentJobOptions schema(EnrichmentJobOptions options) throws IOException {
    return options.withFormat(options.format().registered(options.kafka().outputTopic()));
  }

  /**
   * Checks that the folders of knowledge and model are on this machine; for jobs whose workers run
   * here.
   *
   * @throws IOException with the first one that is not
   */
  public static void folders(EnrichmentJobOptions options) throws IOException {
    Path knowledge = Path.of(options.engine().knowledge());
    boolean needed = options.engine().epochs().isEmpty() || !options.engine().knowledge().isBlank();
    if (needed && !Files.isRegularFile(knowledge.resolve("manifest.json"))) {
      throw new IOException(
          Files.isDirectory(knowledge)
              ? "the folder '"
                  + knowledge
                  + "' holds no knowledge: it has no manifest.json; build"
                  + " knowledge with 'qklm kg build'"
              : "there is no knowledge folder '" + knowledge + "'; build one with 'qklm kg build'");
    }
    String model = options.engine().model();
    if (!ModelBundle.comesWithTheCode(model) && !Files.isDirectory(Path.of(model))) {
      throw new IOException(
          "there is no model folder '"
              + model
              + "'; name one that holds a bundle's manifest.json, or leave out --model");
    }
  }

  /**
   * Creates a topic that is missing. Timestamps and tombstones pass through, so by default Kafka
   * would delete at once what the input topic keeps.
   */
  private static void create(String topic, List<String> alike, JobKafka kafka, KafkaAdmin admin)
      throws KafkaBrokerException {
    if (admin.partitions(topic).isPresent()) {
      return;
    }
    int partitions = admin.partitions(kafka.inputTopic()).orElse(1);
    Map<String, String> settings = new TreeMap<>();
    for (String name : alike) {
      admin.topicSetting(kafka.inputTopic(), name).ifPresent(value -> settings.put(name, value));
    }
    if (admin.createTopic(topic, partitions, settings)) {
      LOG.info("created topic {} with {} partitions and {}", topic, partitions, settings);
    }
  }

  private static String missing(JobKafka kafka, KafkaAdmin admin) throws KafkaBrokerException {
    List<String> there = admin.topics().stream().limit(10).toList();
    return "input topic '"
        + kafka.inputTopic()
        + "' does not exist on "
        + kafka.bootstrapServers()
        + (there.isEmpty() ? ", which has no topics" : "; there are " + String.join(", ", there))
        + ". Create it or give another";
  }

  private static void checkTransactions(JobDelivery delivery, KafkaAdmin admin)
      throws KafkaBrokerException {
    String name = "transaction.max.timeout.ms";
    OptionalLong maximum = admin.brokerSettings(name).stream().mapToLong(Long::parseLong).min();
    long wanted = delivery.transactionTimeout().toMillis();
    if (maximum.isPresent() && wanted > maximum.getAsLong()) {
      throw new KafkaBrokerException(
          "the transaction timeout of "
              + wanted
              + " ms is above the broker's maximum of "
              + maximum.getAsLong()
              + " ms; set --transaction-timeout "
              + maximum.getAsLong()
              + "ms or less, or "
              + name
              + "="
              + wanted
              + " on every broker");
    }
  }

  private static void checkSize(String topic, int maxRecordBytes, KafkaAdmin admin)
      throws KafkaBrokerException {
    Optional<String> maximum = admin.topicSetting(topic, "max.message.bytes");
    if (maximum.isPresent() && maxRecordBytes + FRAMING > Integer.parseInt(maximum.get())) {
      throw new KafkaBrokerException(
          "topic '"
              + topic
              + "' takes messages of at most "
              + maximum.get()
              + " bytes (max.message.bytes), too few for records of "
              + maxRecordBytes
              + "; lower the size of records or raise the topic's limit");
    }
  }
}
