package io.qklm.deploy.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Base, overlays and components as a cluster would get them: of one piece, watched and probed. */
class KustomizeTest {

  private static final Path ROOT = Path.of("kubernetes");
  private static final Path MONITORED = ROOT.resolve("components/prometheus-operator");

  /** Folders that are applied; components are taken in by the test below. */
  static Stream<Path> applied() throws IOException {
    try (Stream<Path> overlays = Files.list(ROOT.resolve("overlays"))) {
      return Stream.concat(Stream.of(ROOT.resolve("base")), overlays.sorted().toList().stream());
    }
  }

  @ParameterizedTest
  @MethodSource("applied")
  void whatIsAppliedIsOfOnePiece(Path folder) throws IOException {
    List<ObjectNode> objects = Kustomized.objects(folder);
    List<Pod> pods = pods(objects);
    assertThat(pods).hasSize(3);
    for (ObjectNode object : objects) {
      assertThat(object.path("apiVersion").asText()).as(Kustomized.name(object)).isNotBlank();
      switch (object.path("kind").asText()) {
        case "PodDisruptionBudget" -> budget(object, pods);
        case "NetworkPolicy" -> policy(object, pods);
        case "FlinkDeployment" -> assertThat(DeploymentSchema.read().problems(object)).isEmpty();
        case "Deployment" -> deployment(object, objects);
        default -> assertThat(object.path("kind").asText()).isNotBlank();
      }
    }
    // Each has a budget and a policy of who may reach it.
    for (Pod pod : pods) {
      for (String kind : List.of("PodDisruptionBudget", "NetworkPolicy")) {
        assertThat(objects)
            .as("%s for %s", kind, pod.name())
            .anyMatch(
                object ->
                    object.path("kind").asText().equals(kind)
                        && (pod.has(object.at("/spec/selector/matchLabels"))
                            || pod.has(object.at("/spec/podSelector/matchLabels"))));
      }
    }
  }

  @Test
  void everyContainerIsProbedAtAPortThatItHas() throws IOException {
    for (Pod pod : pods(Kustomized.objects(ROOT.resolve("base")))) {
      for (JsonNode container : pod.containers()) {
        String name = pod.name() + ", " + container.path("name").asText();
        assertThat(container.has("livenessProbe")).as(name).isTrue();
        assertThat(container.has("readinessProbe")).as(name).isTrue();
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
          for (String way : List.of("httpGet", "tcpSocket")) {
            JsonNode port = container.path(probe).path(way).path("port");
            if (!port.isMissingNode()) {
              // 8081 is Flink's own page, which the operator declares.
              assertThat(pod.ports().containsValue(port.asInt()) || port.asInt() == 8081)
                  .as("%s: %s", name, probe)
                  .isTrue();
            }
          }
        }
      }
    }
  }

  @Test
  void monitorsScrapeAPortOfEveryPod() throws IOException {
    List<ObjectNode> monitors = Kustomized.objects(MONITORED);
    List<Pod> pods = pods(Kustomized.objects(ROOT.resolve("base")));
    for (Pod pod : pods) {
      assertThat(monitors)
          .as("a monitor of %s", pod.name())
          .anyMatch(monitor -> pod.has(monitor.at("/spec/selector/matchLabels")));
    }
    for (ObjectNode monitor : monitors) {
      assertThat(monitor.path("apiVersion").asText()).isEqualTo("monitoring.coreos.com/v1");
      assertThat(monitor.path("kind").asText()).isEqualTo("PodMonitor");
      assertThat(fields(monitor.path("spec"))).isEqualTo(Set.of("podMetricsEndpoints", "selector"));
      assertThat(monitor.at("/spec/podMetricsEndpoints")).isNotEmpty();
      for (JsonNode endpoint : monitor.at("/spec/podMetricsEndpoints")) {
        assertThat(fields(endpoint)).isEqualTo(Set.of("interval", "port"));
        for (Pod pod : pods) {
          if (pod.has(monitor.at("/spec/selector/matchLabels"))) {
            assertThat(pod.ports()).as(pod.name()).containsKey(endpoint.path("port").asText());
          }
        }
      }
    }
  }

  private static void budget(ObjectNode budget, List<Pod> pods) {
    assertThat(budget.path("apiVersion").asText()).isEqualTo("policy/v1");
    assertThat(fields(budget.path("spec"))).isEqualTo(Set.of("maxUnavailable", "selector"));
    // One that lets no pod go would keep a node from being drained for good.
    assertThat(budget.at("/spec/maxUnavailable").asInt()).isPositive();
    assertThat(pods).anyMatch(pod -> pod.has(budget.at("/spec/selector/matchLabels")));
  }

  private static void policy(ObjectNode policy, List<Pod> pods) {
    assertThat(policy.path("apiVersion").asText()).isEqualTo("networking.k8s.io/v1");
    assertThat(fields(policy.path("spec")))
        .isEqualTo(Set.of("ingress", "podSelector", "policyTypes"));
    List<Pod> meant =
        pods.stream().filter(pod -> pod.has(policy.at("/spec/podSelector/matchLabels"))).toList();
    assertThat(meant).as(Kustomized.name(policy)).isNotEmpty();
    List<Integer> open = new ArrayList<>();
    policy
        .at("/spec/ingress")
        .forEach(rule -> rule.path("ports").forEach(port -> open.add(port.path("port").asInt())));
    assertThat(open).as("what Prometheus reaches").contains(meant.get(0).ports().get("metrics"));
  }

  /** A pod's template has one form wherever it stands, so the operator's schema judges this one. */
  private static void deployment(ObjectNode deployment, List<ObjectNode> objects)
      throws IOException {
    ObjectNode carrier =
        objects.stream()
            .filter(object -> object.path("kind").asText().equals("FlinkDeployment"))
            .findFirst()
            .orElseThrow()
            .deepCopy();
    ((ObjectNode) carrier.path("spec"))
        .set("podTemplate", deployment.path("spec").path("template"));
    assertThat(DeploymentSchema.read().problems(carrier)).isEmpty();
    assertThat(deployment.at("/spec/selector/matchLabels"))
        .isEqualTo(deployment.at("/spec/template/metadata/labels"));

    ((ObjectNode) carrier.at("/spec/podTemplate/spec")).put("restartPolice", "Always");
    assertThat(DeploymentSchema.read().problems(carrier))
        .anyMatch(problem -> problem.contains("restartPolice"));
  }

  private static Set<String> fields(JsonNode node) {
    Set<String> names = new TreeSet<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** What becomes of the templates: the job manager, a worker, the update job. */
  private static List<Pod> pods(List<ObjectNode> objects) {
    List<Pod> pods = new ArrayList<>();
    for (ObjectNode object : objects) {
      if (object.path("kind").asText().equals("FlinkDeployment")) {
        JsonNode all = object.at("/spec/podTemplate");
        for (String part : List.of("jobManager", "taskManager")) {
          // Joined as the operator joins them: one container, the part's fields beside the base's.
          ObjectNode container = all.at("/spec/containers/0").deepCopy();
          object
              .at("/spec/" + part + "/podTemplate/spec/containers/0")
              .properties()
              .forEach(field -> container.set(field.getKey(), field.getValue()));
          pods.add(new Pod(part, all.at("/metadata/labels"), List.of(container)));
        }
      } else if (object.path("kind").asText().equals("Deployment")) {
        List<JsonNode> containers = new ArrayList<>();
        object.at("/spec/template/spec/containers").forEach(containers::add);
        pods.add(
            new Pod(
                object.at("/metadata/name").asText(),
                object.at("/spec/template/metadata/labels"),
                containers));
      }
    }
    return pods;
  }

  private record Pod(String name, JsonNode labels, List<JsonNode> containers) {

    boolean has(JsonNode wanted) {
      return wanted.isObject()
          && !wanted.isEmpty()
          && wanted.properties().stream()
              .allMatch(label -> label.getValue().equals(labels.path(label.getKey())));
    }

    Map<String, Integer> ports() {
      Map<String, Integer> ports = new HashMap<>();
      for (JsonNode container : containers) {
        for (JsonNode port : container.path("ports")) {
          ports.put(port.path("name").asText(), port.path("containerPort").asInt());
        }
      }
      return ports;
    }
  }
}
