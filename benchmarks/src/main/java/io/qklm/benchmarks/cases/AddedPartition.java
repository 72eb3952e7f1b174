package io.qklm.benchmarks.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.qklm.deploy.broker.KafkaBrokerOptions;
import io.qklm.deploy.broker.KafkaBrokerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A partition that the input topic gets while {@code qklm run} runs is read in five minutes. */
final class AddedPartition {

  private static final String IN = "documents";
  private static final String OUT = "enriched";
  private static final Duration START = Duration.ofMinutes(3);

  /** Flink asks for partitions every five minutes; what remains is for reading and a checkpoint. */
  private static final Duration REFRESH = Duration.ofSeconds(330);

  private final Path script;
  private final Path broker;
  private final Path scratch;

  AddedPartition(Path script, Path broker, Path scratch) {
    this.script = script;
    this.broker = broker;
    this.scratch = scratch;
  }

  /** What did not hold, a sentence each. */
  List<String> check() throws IOException, InterruptedException, ExecutionException {
    try (KafkaBrokerProcess process = KafkaBrokerProcess.start(KafkaBrokerOptions.of(broker));
        Admin admin = Admin.create(Map.of("bootstrap.servers", process.bootstrapServers()))) {
      String servers = process.bootstrapServers();
      admin
          .createTopics(List.of(new NewTopic(IN, 1, (short) 1), new NewTopic(OUT, 1, (short) 1)))
          .all()
          .get();
      Path log = scratch.resolve("run.txt");
      Process job =
          new Command(
                  script,
                  Map.of(),
                  List.of(
                      "run",
                      "--bootstrap-servers",
                      servers,
                      "--input-topic",
                      IN,
                      "--output-topic",
                      OUT,
                      "--checkpoint-interval",
                      "1s"))
              .start(log);
      try {
        send(servers, 0, "first");
        if (!arrives(servers, "first", START, job)) {
          return List.of("the first record was not enriched: " + Files.readString(log));
        }
        admin.createPartitions(Map.of(IN, NewPartitions.increaseTo(2))).all().get();
        long added = System.nanoTime();
        send(servers, 1, "second");
        if (!arrives(servers, "second", REFRESH, job)) {
          return List.of("the new partition was not read in " + REFRESH.toSeconds() + " s");
        }
        System.out.printf(
            "  the new partition's record was enriched after %d s%n",
            TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - added));
        return List.of();
      } finally {
        job.destroy();
        job.waitFor();
      }
    }
  }

  private static void send(String servers, int partition, String id)
      throws InterruptedException, ExecutionException {
    String document = "{\"id\":\"" + id + "\",\"text\":\"Angela Merkel spoke in Berlin.\"}";
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers), new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(IN, partition, id, document)).get();
    }
  }

  /** Whether a committed result with this key comes in time, while the job runs. */
  private static boolean arrives(String servers, String id, Duration patience, Process job) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            servers,
            "group.id",
            "cases-" + id,
            "auto.offset.reset",
            "earliest",
            "isolation.level",
            "read_committed");
    Set<String> seen = new HashSet<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), (topic, bytes) -> bytes)) {
      consumer.subscribe(List.of(OUT));
      long end = System.nanoTime() + patience.toNanos();
      while (System.nanoTime() < end && job.isAlive() && !seen.contains(id)) {
        consumer
            .poll(Duration.ofMillis(500))
            .forEach(
                one -> {
                  // The starter knowledge is what a run takes that names none.
                  boolean linked = new String(one.value(), UTF_8).contains("\"dbr:Berlin\"");
                  seen.add(linked ? one.key() : "without links");
                });
      }
    }
    return seen.contains(id);
  }
}
