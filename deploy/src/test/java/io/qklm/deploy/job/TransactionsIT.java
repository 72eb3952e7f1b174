package io.qklm.deploy.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.deploy.broker.KafkaAdmin;
import io.qklm.deploy.broker.KafkaBrokerOptions;
import io.qklm.deploy.broker.KafkaBrokerProcess;
import io.qklm.kafka.KafkaEnrichments;
import io.qklm.kafka.KafkaOutput;
import io.qklm.kafka.KafkaTypes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the sink does at its start with transactions that it finds open in its topics. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class TransactionsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static KafkaBrokerProcess broker;

  @BeforeAll
  static void start() throws Exception {
    broker = KafkaBrokerProcess.start(KafkaBrokerOptions.of(Path.of("target/qklm/broker")));
    try (KafkaAdmin admin =
        KafkaAdmin.connect(broker.bootstrapServers(), Map.of(), Duration.ofSeconds(20))) {
      for (String topic :
          List.of("left", "left-dead", "shared", "shared-dead", "tidy", "tidy-dead")) {
        admin.createTopic(topic, 1, Map.of());
      }
    }
  }

  @AfterAll
  static void stop() {
    if (broker != null) {
      broker.close();
    }
  }

  /** An open transaction would hold back readers of committed records until its timeout. */
  @Test
  void abortsWhatAnEarlierRunOfMoreSubtasksLeft() throws Exception {
    try (KafkaProducer<byte[], byte[]> first = open("news:-0-1", "left");
        KafkaProducer<byte[], byte[]> second = open("news:-3-17", "left")) {
      assertThat(List.of(first, second)).doesNotContainNull();
      write("news", "left");
      try (TestTopic.Reader reader =
          new TestTopic.Reader(broker.bootstrapServers(), List.of("left"))) {
        reader.readUntil(1, PATIENCE, () -> true);
        reader.readFor(Duration.ofSeconds(1));
        assertThat(values(reader)).containsExactly("of news");
      }
    }
  }

  /** Jobs may share a topic, such as that of the dead letters. */
  @Test
  void leavesAloneWhatBelongsToAJobWhoseNameBeginsAlike() throws Exception {
    try (KafkaProducer<byte[], byte[]> other = open("news-de:-0-1", "shared")) {
      write("news", "shared");
      other.commitTransaction();
      try (TestTopic.Reader reader =
          new TestTopic.Reader(broker.bootstrapServers(), List.of("shared"))) {
        reader.readUntil(2, PATIENCE, () -> true);
        assertThat(values(reader)).containsExactlyInAnyOrder("of news", "news-de:-0-1");
      }
    }
  }

  /** The thread would keep the job's classes in the worker for good. */
  @Test
  void leavesNoThreadBehind() throws Exception {
    write("tidy", "tidy");
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .filteredOn(name -> name.startsWith("kafka-"))
        .isEmpty();
  }

  private static List<String> values(TestTopic.Reader reader) {
    return reader.seen().stream()
        .map(record -> new String(record.value(), StandardCharsets.UTF_8))
        .toList();
  }

  /** A producer that has written its name into the topic and not committed. */
  private static KafkaProducer<byte[], byte[]> open(String name, String topic) throws Exception {
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", name),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(topic, name.getBytes(StandardCharsets.UTF_8))).get();
    return producer;
  }

  /** Runs a job of one subtask that writes one record. */
  private static void write(String job, String topic) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
    environment.enableCheckpointing(200, CheckpointingMode.EXACTLY_ONCE);
    KafkaOutput record =
        new KafkaOutput(
            KafkaOutput.Target.ENRICHED,
            null,
            ("of " + job).getBytes(StandardCharsets.UTF_8),
            List.of(),
            System.currentTimeMillis());
    environment
        .fromData(KafkaTypes.OUTPUT, record)
        .sinkTo(
            KafkaEnrichments.sink()
                .bootstrapServers(broker.bootstrapServers())
                .topic(topic)
                .deadLetterTopic(topic + "-dead")
                .transactionalIdPrefix(job)
                .transactionTimeout(Duration.ofMinutes(10))
                .build());
    environment.execute(job);
  }
}
