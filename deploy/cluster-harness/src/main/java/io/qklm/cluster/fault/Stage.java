package io.qklm.cluster.fault;

import io.qklm.cluster.ClusterException;
import io.qklm.cluster.ClusterHome;
import io.qklm.cluster.ClusterOptions;
import io.qklm.cluster.FlinkCluster;
import io.qklm.cluster.KafkaStage;
import io.qklm.cluster.counting.CountingJob;
import io.qklm.cluster.knowledge.ClusterRepository;
import io.qklm.deploy.broker.KafkaAdmin;
import io.qklm.kg.EntityEmbedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A broker, a cluster and a repository of knowledge: what jobs run on. */
final class Stage implements AutoCloseable {

  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final Duration START = Duration.ofSeconds(60);

  private final KafkaStage kafka;
  private final FlinkCluster flink;
  private final ClusterRepository repository;
  private final Path folder;
  private String counting = "";

  private Stage(KafkaStage kafka, FlinkCluster flink, ClusterRepository repository, Path folder) {
    this.kafka = kafka;
    this.flink = flink;
    this.repository = repository;
    this.folder = folder;
  }

  static Stage open(
      ClusterHome home, Path folder, EntityEmbedder embedder, boolean highAvailability)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    ClusterRepository repository = ClusterRepository.create(folder.resolve("knowledge"), embedder);
    KafkaStage kafka = KafkaStage.start(home, folder.resolve("broker"));
    try {
      ClusterOptions options =
          ClusterOptions.of(home, folder.resolve("cluster"))
              .withHighAvailability(highAvailability)
              // Twenty faults in a row are not one outage: each is waited for anew.
              .withSetting("restart-strategy.type", "exponential-delay")
              .withSetting("restart-strategy.exponential-delay.initial-backoff", "500 ms")
              .withSetting("restart-strategy.exponential-delay.max-backoff", "5 s")
              .withSetting("restart-strategy.exponential-delay.reset-backoff-threshold", "3 s");
      return new Stage(kafka, FlinkCluster.start(options), repository, folder);
    } catch (IOException | InterruptedException e) {
      kafka.close();
      throw e;
    }
  }

  KafkaStage kafka() {
    return kafka;
  }

  FlinkCluster flink() {
    return flink;
  }

  ClusterRepository repository() {
    return repository;
  }

  /** For what belongs to this stage. */
  Path folder() {
    return folder;
  }

  void createTopic(String topic, int partitions) throws IOException {
    try (KafkaAdmin admin = KafkaAdmin.connect(kafka.bootstrapServers(), Map.of(), ANSWER)) {
      admin.createTopic(topic, partitions, Map.of());
    }
  }

  /**
   * Starts a job that keeps counts in RocksDB, and waits until it does.
   *
   * @throws ClusterException if its state is somewhere else
   */
  void count() throws IOException, InterruptedException {
    Path jar = folder.resolve("counting.jar");
    CountingJob.write(jar);
    counting = flink.submit(jar, Optional.empty(), List.of());
    long deadline = System.nanoTime() + START.toNanos();
    while (!flink.rest().running(counting)
        || flink.rest().checkpoints(counting) < 1
        || flink.keyedState().isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new ClusterException("the counting job did not bring its state into RocksDB");
      }
      Thread.sleep(100);
    }
  }

  /** Whether a job that counts has found a wrong count, or ended in another way. */
  boolean miscounted() throws InterruptedException {
    return !counting.isEmpty()
        && flink
            .rest()
            .status(counting)
            .filter(status -> List.of("FAILED", "FAILING", "CANCELED").contains(status))
            .isPresent();
  }

  @Override
  public void close() throws IOException {
    flink.close();
    kafka.close();
    repository.close();
  }
}
