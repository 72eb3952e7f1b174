package io.qklm.deploy.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qklm.deploy.job.EnrichmentJobOptions;
import io.qklm.deploy.job.JobArgs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The composition holds together: what it mounts, opens, waits for and starts. */
class ComposeTest {

  private static final Path FOLDER = Path.of("compose");

  @Test
  void nothingIsOpenBeyondThisMachine() throws IOException {
    for (JsonNode service : services()) {
      for (JsonNode port : service.path("ports")) {
        assertThat(port.asText()).matches("127\\.0\\.0\\.1:\\d+:\\d+");
      }
    }
  }

  @Test
  void whatIsNamedIsThere() throws IOException {
    JsonNode compose = Yaml.one(FOLDER.resolve("compose.yaml"));
    Set<String> names = names(compose.path("services"));
    for (JsonNode service : services()) {
      assertThat(service.path("image").asText()).matches("[a-z/-]+:v?\\d+\\.\\d+\\.\\d+");
      if (service.has("build")) {
        Path context = FOLDER.resolve(service.path("build").path("context").asText());
        assertThat(context.resolve(service.path("build").path("dockerfile").asText()))
            .isRegularFile();
      }
      for (String name : words(service.path("depends_on"))) {
        assertThat(names).contains(name);
      }
      for (JsonNode network : service.path("networks")) {
        assertThat(names(compose.path("networks"))).contains(network.asText());
      }
      for (JsonNode volume : service.path("volumes")) {
        String source = volume.asText().replaceAll(":/.*", "");
        if (source.startsWith(".")) {
          assertThat(FOLDER.resolve(source)).exists();
        } else if (source.startsWith("$")) {
          // Named by whoever starts it, or a sentence.
          assertThat(source).contains(":?");
        } else {
          assertThat(names(compose.path("volumes"))).contains(source);
        }
      }
    }
  }

  @Test
  void theJobUnderstandsItsArguments() throws IOException {
    List<String> command = words(service("jobmanager").path("command"));
    assertThat(command.subList(0, 3))
        .containsExactly("standalone-job", "--job-classname", "io.qklm.deploy.job.EnrichmentJob");
    EnrichmentJobOptions options = JobArgs.parse(command.subList(3, command.size()));
    String server = options.kafka().bootstrapServers();
    assertThat(names(Yaml.one(FOLDER.resolve("compose.yaml")).path("services")))
        .contains(server.split(":")[0]);
    JsonNode kafka = service("kafka").path("environment");
    assertThat(kafka.path("KAFKA_ADVERTISED_LISTENERS").asText()).contains("INSIDE://" + server);
    assertThat(words(service("topics").path("command")))
        .contains("--topic=" + options.kafka().inputTopic(), "--bootstrap-server=" + server);
    assertThat(service("taskmanager").path("volumes"))
        .anyMatch(volume -> volume.asText().endsWith(":" + options.engine().knowledge() + ":ro"));
  }

  @Test
  void workersHaveRoomForTheEngineAndTellWhenItIsReady() throws IOException {
    JsonNode worker = service("taskmanager");
    Map<String, String> settings = new TreeMap<>();
    worker
        .path("environment")
        .path("FLINK_PROPERTIES")
        .asText()
        .lines()
        .forEach(line -> settings.put(line.split(": ")[0], line.split(": ", 2)[1]));
    WorkerMemory.check(settings, settings.get("taskmanager.memory.process.size"));
    List<String> probe = words(worker.path("healthcheck").path("test"));
    assertThat(probe).containsExactly("CMD", script(), settings.get("metrics.reporter.prom.port"));
  }

  @Test
  void prometheusAndGrafanaFindWhatTheyAreFor() throws IOException {
    JsonNode scrapes = Yaml.one(Path.of("prometheus/prometheus.yaml"));
    Set<String> names = names(Yaml.one(FOLDER.resolve("compose.yaml")).path("services"));
    JsonNode scrape = scrapes.path("scrape_configs").path(0);
    assertThat(scrape.path("static_configs").path(0).path("targets").path(0).asText())
        .isEqualTo("jobmanager:9249");
    assertThat(names)
        .contains(scrape.path("dns_sd_configs").path(0).path("names").path(0).asText());
    List<String> mounts = words(service("prometheus").path("volumes"));
    for (JsonNode rules : scrapes.path("rule_files")) {
      assertThat(mounts).anyMatch(mount -> mount.contains(":" + rules.asText() + ":"));
    }
    JsonNode source = Yaml.one(FOLDER.resolve("grafana/datasource.yaml")).path("datasources");
    assertThat(names).contains(URI.create(source.path(0).path("url").asText()).getHost());
    String dashboards =
        Yaml.one(FOLDER.resolve("grafana/dashboards.yaml"))
            .path("providers")
            .path(0)
            .path("options")
            .path("path")
            .asText();
    assertThat(words(service("grafana").path("volumes")))
        .contains("../grafana:" + dashboards + ":ro");
  }

  static String script() throws IOException {
    return Dockerfile.job().copies().stream()
        .filter(copy -> copy.source().endsWith("ready.sh"))
        .findFirst()
        .orElseThrow()
        .target();
  }

  private static JsonNode services() throws IOException {
    return Yaml.one(FOLDER.resolve("compose.yaml")).path("services");
  }

  private static JsonNode service(String name) throws IOException {
    return services().path(name);
  }

  /** Of a list its elements, of an object its keys. */
  private static List<String> words(JsonNode node) {
    return node.isObject()
        ? new ArrayList<>(names(node))
        : StreamSupport.stream(node.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
