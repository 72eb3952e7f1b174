package io.qklm.cluster.fault;

import io.qklm.cluster.ClusterHome;
import io.qklm.cluster.ClusterOptions;
import io.qklm.cluster.FlinkCluster;
import io.qklm.cluster.KafkaStage;
import io.qklm.deploy.broker.KafkaAdmin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A broker, a cluster and the knowledge: what jobs run on. */
final class Stage implements AutoCloseable {

  private static final Duration ANSWER = Duration.ofSeconds(20);

  private final KafkaStage kafka;
  private final FlinkCluster flink;
  private final Path knowledge;

  private Stage(KafkaStage kafka, FlinkCluster flink, Path knowledge) {
    this.kafka = kafka;
    this.flink = flink;
    this.knowledge = knowledge;
  }

  static Stage open(ClusterHome home, Path folder, Path knowledge, boolean highAvailability)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
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
      return new Stage(kafka, FlinkCluster.start(options), knowledge);
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

  Path knowledge() {
    return knowledge;
  }

  void createTopic(String topic, int partitions) throws IOException {
    try (KafkaAdmin admin = KafkaAdmin.connect(kafka.bootstrapServers(), Map.of(), ANSWER)) {
      admin.createTopic(topic, partitions, Map.of());
    }
  }

  @Override
  public void close() {
    flink.close();
    kafka.close();
  }
}
