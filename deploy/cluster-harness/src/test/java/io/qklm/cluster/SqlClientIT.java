package io.qklm.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.cluster.knowledge.ClusterKnowledge;
import io.qklm.cluster.traffic.Feed;
import io.qklm.cluster.traffic.NewsDocuments;
import io.qklm.deploy.broker.KafkaAdmin;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script deploy/sql/enrich.sql with Flink's own SQL client on a cluster of processes. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SqlClientIT {

  private static final int DOCUMENTS = 40;

  @Test
  void theScriptGoesFromTopicToTopic(@TempDir Path folder) throws Exception {
    ClusterHome home = ClusterHome.current();
    Path knowledge = folder.resolve("knowledge");
    ClusterKnowledge.build(knowledge);
    try (KafkaStage kafka = KafkaStage.start(home, folder.resolve("kafka"));
        FlinkCluster cluster =
            FlinkCluster.start(
                ClusterOptions.of(home, folder.resolve("cluster"))
                    .withHighAvailability(false)
                    .withSql())) {
      createTopics(kafka.bootstrapServers());
      String printed = cluster.runSql(script(home, folder, kafka.bootstrapServers(), knowledge));
      assertThat(printed).contains("Job ID").doesNotContain("[ERROR]");
      try (Feed feed =
          Feed.start(
              kafka.bootstrapServers(),
              "documents",
              NewsDocuments.read().take(DOCUMENTS, "sql"),
              Duration.ofSeconds(2))) {
        feed.await(Duration.ofSeconds(30));
        Map<String, String> enriched = read(kafka.bootstrapServers());
        assertThat(enriched).hasSize(DOCUMENTS).containsKeys("sql-0", "sql-" + (DOCUMENTS - 1));
        assertThat(String.join("\n", enriched.values()))
            .contains("\"entity_id\":\"k:", "\"epoch\":1");
      }
    }
  }

  private static void createTopics(String servers) throws Exception {
    try (KafkaAdmin admin = KafkaAdmin.connect(servers, Map.of(), Duration.ofSeconds(20))) {
      for (String topic : List.of("documents", "enriched", "not-enriched")) {
        admin.createTopic(topic, 1, Map.of());
      }
    }
  }

  /** The script as it is but for what it says is to be changed, and quicker checkpoints. */
  private static Path script(ClusterHome home, Path folder, String servers, Path knowledge)
      throws Exception {
    String script =
        Files.readString(home.qklm().resolve("sql").resolve("enrich.sql"))
            .replace("localhost:9092", servers)
            .replace("/data/knowledge", knowledge.toString())
            .replace("'10 s'", "'1 s'");
    return Files.writeString(folder.resolve("enrich.sql"), script, StandardCharsets.UTF_8);
  }

  /** Committed records by the id they begin with; none may come twice. */
  private static Map<String, String> read(String servers) {
    Map<String, String> found = new HashMap<>();
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", servers,
            "group.id", "sql-client-it",
            "auto.offset.reset", "earliest",
            "isolation.level", "read_committed");
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of("enriched"));
      while (found.size() < DOCUMENTS && System.nanoTime() < end) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
          String id = record.value().replaceFirst("^\\{\"id\":\"([^\"]*)\".*", "$1");
          assertThat(found.put(id, record.value())).as(id).isNull();
        }
      }
    }
    return found;
  }
}
