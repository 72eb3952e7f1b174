package io.qklm.deploy.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.deploy.broker.KafkaAdmin;
import io.qklm.deploy.broker.KafkaBrokerOptions;
import io.qklm.deploy.broker.KafkaBrokerProcess;
import io.qklm.flink.QklmSettings;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobChecksIT {

  @Test
  void sayWhatIsWrongWithKafka() throws Exception {
    try (KafkaBrokerProcess broker =
            KafkaBrokerProcess.start(KafkaBrokerOptions.of(Path.of("target/qklm/broker")));
        KafkaAdmin admin =
            KafkaAdmin.connect(broker.bootstrapServers(), Map.of(), Duration.ofSeconds(10))) {
      String servers = broker.bootstrapServers();
      EnrichmentJobOptions options = options(servers);
      assertThatThrownBy(() -> JobChecks.kafka(options))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "input topic 'docs' does not exist on "
                  + servers
                  + ", which has no topics. Create it or give another");

      admin.createTopic(
          "docs", 3, Map.of("retention.ms", "-1", "cleanup.policy", "compact,delete"));
      JobChecks.kafka(options);
      assertThat(admin.partitions("out")).hasValue(3);
      assertThat(admin.partitions("out-dead-letters")).hasValue(3);
      assertThat(admin.topicSetting("out", "retention.ms")).hasValue("-1");
      assertThat(admin.topicSetting("out", "cleanup.policy")).hasValue("compact,delete");
      assertThat(admin.topicSetting("out-dead-letters", "retention.ms")).hasValue("-1");
      assertThat(admin.topicSetting("out-dead-letters", "cleanup.policy")).hasValue("delete");
      JobChecks.kafka(options);

      JobDelivery slow = options.delivery().withTransactionTimeout(Duration.ofHours(1));
      assertThatThrownBy(() -> JobChecks.kafka(options.withDelivery(slow)))
          .hasMessage(
              "the transaction timeout of 3600000 ms is above the broker's maximum of 900000 ms;"
                  + " set --transaction-timeout 900000ms or less, or"
                  + " transaction.max.timeout.ms=3600000 on every broker");
      JobChecks.kafka(options.withDelivery(slow.atLeastOnce()));

      String ahead = "message.timestamp.after.max.ms";
      admin.createTopic("any-time", 1, Map.of(ahead, Long.toString(Long.MAX_VALUE)));
      admin.createTopic("an-hour", 1, Map.of());
      admin.createTopic("fresh", 1, Map.of("message.timestamp.before.max.ms", "60000"));
      admin.createTopic("fresh-appended", 1, Map.of("message.timestamp.type", "LogAppendTime"));
      JobChecks.kafka(options.withKafka(JobKafka.of(servers, "any-time", "made")));
      assertThat(admin.topicSetting("made", ahead)).hasValue(Long.toString(Long.MAX_VALUE));
      assertThat(admin.topicSetting("made-dead-letters", ahead))
          .hasValue(Long.toString(Long.MAX_VALUE));
      assertThatThrownBy(
              () -> JobChecks.kafka(options.withKafka(JobKafka.of(servers, "any-time", "an-hour"))))
          .hasMessageContaining("stamped more than 3600000 ms ahead")
          .hasMessageContaining(
              "Set message.timestamp.after.max.ms=9223372036854775807 on topic 'an-hour'");
      assertThatThrownBy(
              () -> JobChecks.kafka(options.withKafka(JobKafka.of(servers, "docs", "fresh"))))
          .hasMessageContaining("older than 60000 ms");
      JobChecks.kafka(options.withKafka(JobKafka.of(servers, "any-time", "fresh-appended")));

      assertThatThrownBy(() -> JobChecks.kafka(options.withMaxRecordBytes(2_000_000)))
          .hasMessage(
              "topic 'out' takes messages of at most 1048588 bytes (max.message.bytes), too few for"
                  + " records of 2000000; lower the size of records or raise the topic's limit");
    }
  }

  @Test
  void giveUpOnASilentBrokerAfterTenSeconds() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      long begun = System.nanoTime();
      assertThatThrownBy(() -> JobChecks.kafka(options("127.0.0.1:" + silent.getLocalPort())))
          .hasMessageContaining("within 10 s; check that it runs");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
    }
  }

  @Test
  void sayWhichFolderIsMissing(@TempDir Path folder) throws Exception {
    Path knowledge = folder.resolve("kg");
    assertThatThrownBy(() -> JobChecks.folders(options("b:1", knowledge, "")))
        .hasMessage(
            "there is no knowledge folder '" + knowledge + "'; build one with 'qklm kg build'");
    Files.createDirectory(knowledge);
    assertThatThrownBy(() -> JobChecks.folders(options("b:1", knowledge, "")))
        .hasMessageContaining("holds no knowledge: it has no manifest.json");
    Files.writeString(knowledge.resolve("manifest.json"), "{}");
    JobChecks.folders(options("b:1", knowledge, ""));
    assertThatThrownBy(() -> JobChecks.folders(options("b:1", knowledge, "/no/model")))
        .hasMessageStartingWith("there is no model folder '/no/model'; name one");
  }

  private static EnrichmentJobOptions options(String servers) {
    return options(servers, Path.of("kg"), "");
  }

  private static EnrichmentJobOptions options(String servers, Path knowledge, String model) {
    return EnrichmentJobOptions.of(
        JobKafka.of(servers, "docs", "out"),
        QklmSettings.of(knowledge.toString()).withModel(model));
  }
}
