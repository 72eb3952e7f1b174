package io.qklm.deploy.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerProcessIT {

  private static final Path JARS = Path.of("target", "qklm", "broker");

  @Test
  void servesAndLeavesNothingBehind() throws Exception {
    Path log;
    ProcessHandle process;
    try (KafkaBrokerProcess broker = KafkaBrokerProcess.start(KafkaBrokerOptions.of(JARS))) {
      log = broker.logFile();
      process = ProcessHandle.of(broker.pid()).orElseThrow();
      try (KafkaAdmin admin =
          KafkaAdmin.connect(broker.bootstrapServers(), Map.of(), Duration.ofSeconds(10))) {
        assertThat(admin.partitions("news")).isEmpty();
        assertThat(admin.createTopic("news", 3, Map.of())).isTrue();
        assertThat(admin.createTopic("news", 3, Map.of())).isFalse();
        assertThat(admin.partitions("news")).hasValue(3);
        assertThat(admin.topics()).containsExactly("news");
        for (int topic = 0; topic < 30; topic++) {
          // The controller answers before the broker has heard of the topic.
          assertThat(admin.createTopic("new-" + topic, 1, Map.of("retention.ms", "-1"))).isTrue();
          assertThat(admin.topicSetting("new-" + topic, "retention.ms")).hasValue("-1");
        }
        assertThat(admin.brokerSettings("transaction.max.timeout.ms")).containsExactly("900000");
      }
    }
    assertThat(process.isAlive()).isFalse();
    assertThat(log.getParent()).doesNotExist();
  }

  @Test
  void keepsItsDataInAGivenFolder(@TempDir Path folder) throws Exception {
    KafkaBrokerOptions options = KafkaBrokerOptions.of(JARS).withDataFolder(folder);
    for (boolean created : new boolean[] {true, false}) {
      try (KafkaBrokerProcess broker = KafkaBrokerProcess.start(options);
          KafkaAdmin admin =
              KafkaAdmin.connect(broker.bootstrapServers(), Map.of(), Duration.ofSeconds(10))) {
        assertThat(admin.createTopic("kept", 1, Map.of())).isEqualTo(created);
      }
    }
    assertThat(folder.resolve("broker.log")).exists();
  }

  @Test
  void leavesWhenItsParentDies(@TempDir Path folder) throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StartAndWait.class.getName(),
                JARS.toString(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      String pid = parent.inputReader().readLine();
      ProcessHandle broker = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
      parent.destroyForcibly().waitFor();
      broker.onExit().get(20, java.util.concurrent.TimeUnit.SECONDS);
      assertThat(broker.isAlive()).isFalse();
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void saysWhyItCouldNotStart(@TempDir Path folder) throws Exception {
    KafkaBrokerOptions options = KafkaBrokerOptions.of(JARS).withSetting("node.id", "minus one");
    assertThatThrownBy(() -> KafkaBrokerProcess.start(options))
        .isInstanceOf(KafkaBrokerException.class)
        .hasMessageContaining("ended at its start with exit code 1")
        .hasMessageContaining("minus one");

    assertThatThrownBy(() -> KafkaBrokerProcess.start(KafkaBrokerOptions.of(folder.resolve("no"))))
        .hasMessageContaining("does not exist; build it with 'mvn -DskipTests package'");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> KafkaBrokerProcess.start(KafkaBrokerOptions.of(empty)))
        .hasMessageContaining("holds no kafka_2.13 jar");
  }

  @Test
  void saysWhenNobodyAnswers() throws Exception {
    try (ServerSocket silent = new ServerSocket(0);
        KafkaAdmin admin =
            KafkaAdmin.connect(
                "127.0.0.1:" + silent.getLocalPort(), Map.of(), Duration.ofSeconds(2))) {
      assertThatThrownBy(admin::topics)
          .isInstanceOf(KafkaBrokerException.class)
          .hasMessageMatching(
              "no Kafka broker answered at 127.0.0.1:\\d+ within 2 s; check that .*");
    }
    assertThatThrownBy(() -> KafkaAdmin.connect("nowhere", Map.of(), Duration.ofSeconds(1)))
        .hasMessageStartingWith("'nowhere' cannot be used as Kafka's address: ")
        .hasMessageEndingWith("; give host:port, several separated by commas");
  }

  /** Starts a broker, prints its process id and waits to be killed. */
  static final class StartAndWait {
    public static void main(String[] args) throws Exception {
      KafkaBrokerProcess broker =
          KafkaBrokerProcess.start(
              KafkaBrokerOptions.of(Path.of(args[0])).withDataFolder(Path.of(args[1])));
      System.out.println(broker.pid());
      Thread.sleep(Duration.ofMinutes(5).toMillis());
    }
  }
}
