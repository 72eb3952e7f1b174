package io.qklm.kafka.replay;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A replay's side of Kafka: its clients, and what is to be known of its topics. */
final class ReplayTopics implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final long ANSWER_SECONDS = 30;

  /** Largest record that is sent; what a broker takes is its own matter. */
  private static final int LARGEST = 64 << 20;

  private final ReplayOptions options;
  private final Admin admin;
  private final String lettersId;

  private ReplayTopics(ReplayOptions options, Admin admin, String lettersId) {
    this.options = options;
    this.admin = admin;
    this.lettersId = lettersId;
  }

  /**
   * Connects.
   *
   * @throws IOException with a sentence if there is no topic of dead letters, or Kafka is away
   */
  static ReplayTopics open(ReplayOptions options) throws IOException {
    Map<String, Object> settings = new HashMap<>(options.properties());
    settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, options.bootstrapServers());
    Admin admin = Admin.create(settings);
    try {
      TopicDescription letters =
          described(admin, options.deadLetterTopic())
              .orElseThrow(
                  () ->
                      new IOException(
                          "there is no topic '"
                              + options.deadLetterTopic()
                              + "' on "
                              + options.bootstrapServers()
                              + "; a job writes to the one it was given with --dead-letter-topic,"
                              + " else to OUTPUT-dead-letters"));
      return new ReplayTopics(options, admin, letters.topicId().toString());
    } catch (IOException | RuntimeException e) {
      admin.close(Duration.ZERO);
      throw e;
    }
  }

  /** Makes the topic of notes unless it is there. Notes are few and small, and none may go. */
  void createNotes() throws IOException {
    NewTopic topic =
        new NewTopic(options.noteTopic(), Optional.of(1), Optional.empty())
            .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1"));
    try {
      answer(admin.createTopics(List.of(topic)).all());
    } catch (CompletionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw unanswered("make the topic '" + options.noteTopic() + "'", e);
      }
    }
  }

  /** What earlier replays sent; nothing where there is no topic of notes. */
  SentBack notes(Duration patience) throws IOException {
    SentBack notes = new SentBack(lettersId);
    if (described(admin, options.noteTopic()).isEmpty()) {
      return notes;
    }
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      Map<TopicPartition, Long> ends = wholeOf(consumer, options.noteTopic());
      long begin = System.nanoTime();
      while (!reached(consumer, ends)) {
        for (ConsumerRecord<byte[], byte[]> note : consumer.poll(POLL)) {
          notes.read(note.value());
        }
        if (System.nanoTime() - begin > patience.toNanos()) {
          throw new IOException(
              "the notes of what was sent back, in '"
                  + options.noteTopic()
                  + "', could not be read within "
                  + patience.toSeconds()
                  + " s; see whether the topic has a leader");
        }
      }
    }
    return notes;
  }

  /**
   * The partitions of a topic that letters go to.
   *
   * @throws IOException with a sentence if there is no such topic
   */
  int partitions(String topic, Letter letter) throws IOException {
    return described(admin, topic)
        .map(description -> description.partitions().size())
        .orElseThrow(
            () ->
                new IOException(
                    "there is no topic '"
                        + topic
                        + "' for "
                        + letter
                        + "; make it, or name another with --input-topic"));
  }

  /** Committed records alone; assigned by hand, and no place is kept. */
  KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> settings = new HashMap<>(options.properties());
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, options.bootstrapServers());
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  KafkaProducer<byte[], byte[]> producer() {
    Map<String, Object> settings = new HashMap<>(options.properties());
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, options.bootstrapServers());
    settings.put(
        ProducerConfig.TRANSACTIONAL_ID_CONFIG, "qklm-replay-" + options.deadLetterTopic());
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) LARGEST);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Goes to the beginning of a topic; gives the end of each partition as it is now. */
  Map<TopicPartition, Long> wholeOf(KafkaConsumer<byte[], byte[]> consumer, String topic) {
    List<TopicPartition> all = new ArrayList<>();
    for (PartitionInfo partition : consumer.partitionsFor(topic)) {
      all.add(new TopicPartition(topic, partition.partition()));
    }
    consumer.assign(all);
    consumer.seekToBeginning(all);
    return consumer.endOffsets(all);
  }

  /** Whether all up to {@code ends} was read. */
  boolean reached(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private static Optional<TopicDescription> described(Admin admin, String topic)
      throws IOException {
    try {
      return Optional.ofNullable(
          answer(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic));
    } catch (CompletionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw unanswered("describe topic '" + topic + "'", e);
    }
  }

  private static <T> T answer(KafkaFuture<T> question) {
    return question
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  private static IOException unanswered(String what, CompletionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String why = cause.getMessage();
    return new IOException(
        "Kafka did not "
            + what
            + ": "
            + (why == null ? "no answer within " + ANSWER_SECONDS + " s" : why),
        cause);
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(5));
  }
}
