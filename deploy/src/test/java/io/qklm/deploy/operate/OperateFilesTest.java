package io.qklm.deploy.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.qklm.flink.metrics.QklmMetric;
import io.qklm.kafka.update.UpdateMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Dashboard and alerts against the metrics of the code; SecureRunIT has them against a scrape. */
class OperateFilesTest {

  private static final Set<String> KNOWN =
      Stream.concat(
              Arrays.stream(QklmMetric.values()).map(QklmMetric::prometheus),
              Arrays.stream(UpdateMetric.values()).map(UpdateMetric::metric))
          .collect(Collectors.toSet());

  @Test
  void everyQueryNamesMetricsThatThereAre() throws IOException {
    assertThat(PromQuery.all()).hasSizeGreaterThan(40);
    for (PromQuery query : PromQuery.all()) {
      assertThat(query.metrics()).as(query.place()).isNotEmpty();
      assertThat(query.metrics().stream().filter(name -> name.contains("qklm_")))
          .as(query.place())
          .allMatch(KNOWN::contains);
      assertThat(balanced(query.text())).as(query.place() + ": " + query.text()).isTrue();
    }
  }

  @Test
  void theDashboardShowsEveryMetric() throws IOException {
    Set<String> shown =
        PromQuery.dashboard().stream()
            .flatMap(query -> query.metrics().stream())
            .collect(Collectors.toSet());
    Set<String> missing = new java.util.TreeSet<>(KNOWN);
    missing.removeAll(shown);
    // The dead letters are shown by cause, which add up to it.
    assertThat(missing)
        .containsExactlyInAnyOrder(
            QklmMetric.REJECTED.prometheus(), QklmMetric.DOCUMENTS.prometheus());
  }

  @Test
  void panelsStandBesideEachOtherAndExplainThemselves() throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(Path.of("grafana/qklm-streams.json").toFile());
    List<int[]> taken = new ArrayList<>();
    for (JsonNode panel : dashboard.path("panels")) {
      JsonNode place = panel.path("gridPos");
      int[] box = {
        place.path("x").asInt(),
        place.path("y").asInt(),
        place.path("x").asInt() + place.path("w").asInt(),
        place.path("y").asInt() + place.path("h").asInt()
      };
      assertThat(box[2]).isLessThanOrEqualTo(24);
      for (int[] other : taken) {
        boolean apart =
            box[0] >= other[2] || other[0] >= box[2] || box[1] >= other[3] || other[1] >= box[3];
        assertThat(apart).as(panel.path("title").asText()).isTrue();
      }
      taken.add(box);
      if (!panel.path("type").asText().equals("row")) {
        assertThat(panel.path("description").asText()).isNotBlank();
        assertThat(panel.path("datasource").path("uid").asText()).isEqualTo("${datasource}");
      }
    }
  }

  @Test
  void everyAlertSaysWhatToDo() throws IOException {
    JsonNode alerts = new YAMLMapper().readTree(Path.of("prometheus/alerts.yaml").toFile());
    for (JsonNode rule : alerts.path("groups").path(0).path("rules")) {
      String name = rule.path("alert").asText();
      assertThat(rule.path("labels").path("severity").asText())
          .as(name)
          .isIn("warning", "critical");
      assertThat(rule.path("annotations").path("summary").asText()).as(name).isNotBlank();
      assertThat(rule.path("annotations").path("action").asText()).as(name).isNotBlank();
    }
  }

  /** Each with its name, its kind and what it says. */
  @Test
  void thePageOfMetricsHasThoseOfTheUpdateJob() throws IOException {
    String page = Files.readString(Path.of("../docs/metrics.md"));
    for (UpdateMetric metric : UpdateMetric.values()) {
      assertThat(page)
          .contains(
              "| `"
                  + metric.metric()
                  + "` | "
                  + metric.kind().name().toLowerCase(Locale.ROOT)
                  + " | "
                  + metric.help()
                  + " |\n");
    }
  }

  private static boolean balanced(String query) {
    int depth = 0;
    for (int i = 0; i < query.length(); i++) {
      char c = query.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth < 0) {
        return false;
      }
    }
    return depth == 0;
  }
}
