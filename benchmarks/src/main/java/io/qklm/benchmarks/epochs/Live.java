package io.qklm.benchmarks.epochs;

import io.qklm.cluster.ClusterException;
import io.qklm.cluster.ClusterHome;
import io.qklm.cluster.ClusterOptions;
import io.qklm.cluster.FlinkCluster;
import io.qklm.cluster.KafkaStage;
import io.qklm.deploy.broker.KafkaAdmin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A broker and a Flink cluster, and jobs on it that follow epochs. */
final class Live implements AutoCloseable {

  private static final Duration ANSWER = Duration.ofMinutes(5);

  private final KafkaStage kafka;
  private final FlinkCluster flink;
  private final Path folder;

  private Live(KafkaStage kafka, FlinkCluster flink, Path folder) {
    this.kafka = kafka;
    this.flink = flink;
    this.folder = folder;
  }

  static Live open(ClusterHome home, Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    KafkaStage kafka = KafkaStage.start(home, folder.resolve("broker"));
    try {
      ClusterOptions options =
          ClusterOptions.of(home, folder.resolve("cluster")).withHighAvailability(false);
      return new Live(kafka, FlinkCluster.start(options), folder);
    } catch (IOException | InterruptedException e) {
      kafka.close();
      throw e;
    }
  }

  String servers() {
    return kafka.bootstrapServers();
  }

  FlinkCluster flink() {
    return flink;
  }

  void createTopic(String topic, int partitions, Map<String, String> settings) throws IOException {
    try (KafkaAdmin admin = KafkaAdmin.connect(servers(), Map.of(), ANSWER)) {
      admin.createTopic(topic, partitions, settings);
    }
  }

  /** Submits the enrichment job, waits until it runs, and tells its id. */
  String submit(String input, String output, String epochs, List<String> further)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--bootstrap-servers=" + servers(),
                "--input-topic=" + input,
                "--output-topic=" + output,
                "--job-name=" + output,
                "--kg-epochs-topic=" + epochs,
                "--epoch-cache=" + folder.resolve("epoch-cache")));
    arguments.addAll(further);
    String id = flink.submit(Optional.empty(), arguments);
    awaitRunning(id);
    return id;
  }

  void awaitRunning(String id) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + ANSWER.toNanos();
    while (!flink.rest().running(id)) {
      if (System.nanoTime() > deadline) {
        throw new ClusterException(
            "the job did not run within "
                + ANSWER.toSeconds()
                + " s; the worker's last lines:\n"
                + flink.worker().tail());
      }
      Thread.sleep(50);
    }
  }

  void cancel(String id) throws IOException, InterruptedException {
    flink.rest().cancel(id, ANSWER);
  }

  /** When, on what, and from which seed. */
  static String head(long seed) {
    return "date "
        + LocalDate.now(ZoneOffset.UTC)
        + ", seed "
        + seed
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " cores, Java "
        + Runtime.version()
        + ", Linux "
        + System.getProperty("os.version")
        + "; broker, job manager, worker and reader on one machine";
  }

  @Override
  public void close() {
    flink.close();
    kafka.close();
  }
}
