package io.qklm.deploy.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.deploy.broker.KafkaAdmin;
import io.qklm.deploy.broker.KafkaBrokerOptions;
import io.qklm.deploy.broker.KafkaBrokerProcess;
import io.qklm.flink.testkit.SqlScript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script deploy/sql/enrich.sql, from topic to topic: a broker's process, a Flink cluster. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SqlScriptIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SCRIPT = Path.of("sql/enrich.sql");
  private static final Path NEWS = Path.of("src/main/resources/io/qklm/deploy/demo/news.jsonl");

  @TempDir Path folder;

  @Test
  void goesFromTopicToTopic() throws Exception {
    Path knowledge = folder.resolve("knowledge");
    SmallKnowledge.build(knowledge);
    try (KafkaBrokerProcess broker =
        KafkaBrokerProcess.start(KafkaBrokerOptions.of(Path.of("target/qklm/broker")))) {
      try (KafkaAdmin admin =
          KafkaAdmin.connect(broker.bootstrapServers(), Map.of(), Duration.ofSeconds(20))) {
        for (String topic : List.of("documents", "enriched", "not-enriched")) {
          admin.createTopic(topic, 2, Map.of());
        }
      }
      List<String> news = Files.readAllLines(NEWS, StandardCharsets.UTF_8);
      send(broker, news);
      JobClient job = run(broker.bootstrapServers(), knowledge);
      try (TestTopic.Reader reader =
          new TestTopic.Reader(broker.bootstrapServers(), List.of("enriched", "not-enriched"))) {
        reader.readUntil(news.size() + 1, Duration.ofMinutes(2), () -> true);
        check(reader.seen(), news);
      } finally {
        job.cancel().get();
      }
    }
  }

  private static void send(KafkaBrokerProcess broker, List<String> news) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (String line : news) {
      records.add(record(line));
    }
    records.add(record("{\"id\": \"blank\", \"text\": \"  \"}"));
    records.add(record("not JSON"));
    TestTopic.write(broker.bootstrapServers(), records);
  }

  private static ProducerRecord<byte[], byte[]> record(String value) {
    return new ProducerRecord<>("documents", value.getBytes(StandardCharsets.UTF_8));
  }

  /** Runs the script as it is but for the two things that it says are to be changed. */
  private static JobClient run(String servers, Path knowledge) throws IOException {
    TableEnvironment sql = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
    sql.getConfig().set("parallelism.default", "2");
    AtomicReference<TableResult> last = new AtomicReference<>();
    SqlScript.read(
            SCRIPT,
            Map.of(
                "localhost:9092",
                servers,
                "/data/knowledge",
                knowledge.toString(),
                "'10 s'",
                "'1 s'"))
        .run(sql, last::set);
    return last.get().getJobClient().orElseThrow();
  }

  private static void check(List<ConsumerRecord<byte[], byte[]>> records, List<String> news)
      throws IOException {
    Map<String, JsonNode> enriched = new HashMap<>();
    List<JsonNode> refused = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      JsonNode value = JSON.readTree(record.value());
      if (record.topic().equals("enriched")) {
        assertThat(enriched.put(value.path("id").asText(), value)).isNull();
      } else {
        refused.add(value);
      }
    }
    assertThat(enriched).hasSize(news.size());
    for (String line : news) {
      JsonNode document = JSON.readTree(line);
      JsonNode found = enriched.get(document.path("id").asText());
      assertThat(found.path("summary").asText()).isNotBlank();
      assertThat(found.path("epoch").asLong()).isEqualTo(7);
      for (JsonNode entity : found.path("entities")) {
        assertThat(document.path("text").asText()).contains(entity.path("mention").asText());
      }
    }
    assertThat(enriched.values())
        .anyMatch(found -> found.findValuesAsText("entity_id").contains("test:Washington"));
    assertThat(refused).hasSize(1);
    assertThat(refused.get(0).path("id").asText()).isEqualTo("blank");
    assertThat(refused.get(0).path("error").asText()).isEqualTo("the text is null or blank");
  }
}
