package io.qklm.deploy.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qklm.deploy.job.EnrichmentJobOptions;
import io.qklm.deploy.job.JobArgs;
import io.qklm.deploy.update.UpdateArgs;
import io.qklm.kafka.update.UpdateOptions;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manifests: valid by the operator's own schema, and of one piece. */
class KubernetesTest {

  private static final Path BASE = Path.of("kubernetes/base");
  private static final Path EXAMPLE = Path.of("kubernetes/overlays/example");

  @Test
  void theOperatorTakesTheDeployment() throws IOException {
    DeploymentSchema schema = DeploymentSchema.read();
    assertThat(schema.problems(deployment())).isEmpty();

    // And would not take these.
    ObjectNode misspelt = deployment();
    ((ObjectNode) misspelt.path("spec")).put("taskManagers", 1);
    assertThat(schema.problems(misspelt)).anyMatch(problem -> problem.contains("taskManagers"));
    ObjectNode nested = deployment();
    ((ObjectNode) container(nested, "taskManager")).putObject("readinesProbe");
    assertThat(schema.problems(nested)).anyMatch(problem -> problem.contains("readinesProbe"));
    ObjectNode wrong = deployment();
    ((ObjectNode) wrong.path("spec").path("job")).put("parallelism", "many");
    assertThat(schema.problems(wrong)).anyMatch(problem -> problem.contains("parallelism"));
    ObjectNode version = deployment();
    ((ObjectNode) version.path("spec")).put("flinkVersion", "v9_9");
    assertThat(schema.problems(version)).anyMatch(problem -> problem.contains("flinkVersion"));
  }

  @Test
  void theKustomizationHasEveryFile() throws IOException {
    Set<String> listed = new TreeSet<>();
    Yaml.one(BASE.resolve("kustomization.yaml"))
        .path("resources")
        .forEach(resource -> listed.add(resource.asText()));
    Set<String> there = new TreeSet<>();
    try (Stream<Path> files = Files.list(BASE)) {
      files.map(file -> file.getFileName().toString()).forEach(there::add);
    }
    // A password is nobody's to commit.
    there.removeAll(Set.of("kustomization.yaml", "secret.example.yaml"));
    assertThat(listed).isEqualTo(there);
    for (String file : listed) {
      for (JsonNode object : Yaml.all(BASE.resolve(file))) {
        assertThat(object.path("apiVersion").asText()).isNotBlank();
        assertThat(object.path("metadata").path("name").asText()).isNotBlank();
        if (!object.path("kind").asText().equals("Namespace")) {
          assertThat(object.path("metadata").path("namespace").asText()).isEqualTo("qklm");
        }
      }
    }
  }

  @Test
  void whatIsMountedIsThere() throws IOException {
    JsonNode spec = deployment().path("spec");
    JsonNode pod = spec.path("podTemplate").path("spec");
    Set<String> volumes = new TreeSet<>();
    for (JsonNode volume : pod.path("volumes")) {
      volumes.add(volume.path("name").asText());
      objectOf(volume).ifPresent(name -> assertThat(objects()).contains(name));
    }
    Set<String> mounts = new TreeSet<>();
    pod.path("containers")
        .path(0)
        .path("volumeMounts")
        .forEach(mount -> mounts.add(mount.path("name").asText()));
    assertThat(mounts).isEqualTo(volumes);
    assertThat(spec.path("serviceAccount").asText()).isEqualTo("flink");
    assertThat(objects()).contains("ServiceAccount/flink");
  }

  @Test
  void templatesAreJoinedAlikeByPositionAndByName() throws IOException {
    JsonNode spec = deployment().path("spec");
    String name =
        spec.path("podTemplate").path("spec").path("containers").path(0).path("name").asText();
    for (String part : List.of("jobManager", "taskManager")) {
      JsonNode pod = spec.path(part).path("podTemplate").path("spec");
      assertThat(pod.size()).isEqualTo(1);
      assertThat(pod.path("containers")).hasSize(1);
      JsonNode container = pod.path("containers").path(0);
      assertThat(container.path("name").asText()).isEqualTo(name);
      container.forEach(field -> assertThat(field.isArray()).isFalse());
    }
  }

  @Test
  void theJobUnderstandsItsArgumentsAndItsKafka(@TempDir Path folder) throws IOException {
    JsonNode job = deployment().path("spec").path("job");
    String settings =
        Yaml.one(BASE.resolve("kafka.yaml")).path("data").path("client.properties").asText();
    Path file = Files.writeString(folder.resolve("client.properties"), settings);
    List<String> arguments = new ArrayList<>();
    job.path("args").forEach(one -> arguments.add(one.asText()));
    int config = arguments.indexOf("--kafka-config=/etc/qklm/kafka/client.properties");
    arguments.set(config, "--kafka-config=" + file);
    EnrichmentJobOptions options = JobArgs.parse(arguments);
    assertThat(job.path("entryClass").asText()).isEqualTo("io.qklm.deploy.job.EnrichmentJob");
    assertThat(Dockerfile.job().copies())
        .anyMatch(copy -> job.path("jarURI").asText().equals("local://" + copy.target()));

    // The secrets are those of the example, read by Kafka where the job runs.
    Properties read = new Properties();
    read.load(new StringReader(settings));
    Set<String> keys = new TreeSet<>();
    Yaml.one(BASE.resolve("secret.example.yaml"))
        .path("stringData")
        .fieldNames()
        .forEachRemaining(keys::add);
    assertThat(read.getProperty("sasl.jaas.config"))
        .contains("username=\"${directory:/etc/qklm/kafka-login:username}\"")
        .contains("password=\"${directory:/etc/qklm/kafka-login:password}\"");
    assertThat(keys).containsExactly("ca.crt", "password", "username");
    assertThat(options.kafka().properties()).containsKey("config.providers.directory.class");
    assertThat(options.kafka()).asString().doesNotContain("ScramLoginModule");

    // Epochs are read and kept where workers have a volume.
    Set<String> places = new TreeSet<>();
    deployment()
        .at("/spec/podTemplate/spec/containers/0/volumeMounts")
        .forEach(mount -> places.add(mount.path("mountPath").asText()));
    assertThat(options.engine().epochs().orElseThrow().repository()).startsWith("/knowledge/");
    assertThat(places).contains("/knowledge", options.engine().epochs().orElseThrow().cache());
  }

  @Test
  void theUpdateJobFeedsTheJob(@TempDir Path folder) throws IOException {
    JsonNode update = Yaml.one(BASE.resolve("update.yaml"));
    JsonNode pod = update.path("spec").path("template").path("spec");
    List<String> arguments = new ArrayList<>();
    pod.path("containers").path(0).path("args").forEach(one -> arguments.add(one.asText()));
    assertThat(arguments.subList(0, 2)).containsExactly("kg", "update");
    Path settings = Files.createFile(folder.resolve("client.properties"));
    arguments.replaceAll(one -> one.replace("/etc/qklm/kafka/client.properties", "" + settings));
    UpdateOptions options = UpdateArgs.parse(arguments.subList(2, arguments.size()));

    List<String> job = new ArrayList<>();
    deployment().path("spec").path("job").path("args").forEach(one -> job.add(one.asText()));
    assertThat(job)
        .contains(
            "--bootstrap-servers=" + options.bootstrapServers(),
            "--kg-epochs-topic=" + options.epochsTopic(),
            "--repository=" + options.repository());
    assertThat(pod.path("initContainers").path(0).path("command").path(2).asText())
        .contains("--repository " + options.repository() + " ");
    // Snapshots in the making lie on the repository's volume, so that files are moved.
    assertThat(options.work().orElseThrow().startsWith("/knowledge")).isTrue();
    assertThat(update.path("spec").path("replicas").asInt()).isEqualTo(1);
    assertThat(update.path("spec").path("strategy").path("type").asText()).isEqualTo("Recreate");
    for (JsonNode volume : pod.path("volumes")) {
      objectOf(volume).ifPresent(name -> assertThat(objects()).contains(name));
    }
  }

  @Test
  void workersHaveRoomAndProbes() throws IOException {
    JsonNode spec = deployment().path("spec");
    Map<String, String> settings = new TreeMap<>();
    spec.path("flinkConfiguration")
        .properties()
        .forEach(one -> settings.put(one.getKey(), one.getValue().asText()));
    WorkerMemory.check(settings, spec.path("taskManager").path("resource").path("memory").asText());
    String port = settings.get("metrics.reporter.prom.port");
    JsonNode worker = container(deployment(), "taskManager");
    assertThat(worker.path("readinessProbe").path("exec").path("command"))
        .extracting(JsonNode::asText)
        .containsExactly(ComposeTest.script(), port);
    for (String probe : List.of("startupProbe", "livenessProbe")) {
      assertThat(worker.path(probe).path("tcpSocket").path("port").asText()).isEqualTo(port);
    }
    assertThat(settings)
        .containsEntry("classloader.parent-first-patterns.additional", "ai.onnxruntime;ai.djl")
        .containsEntry("high-availability.type", "kubernetes");
    // State must be where every pod sees it.
    for (String setting :
        List.of(
            "execution.checkpointing.dir",
            "execution.checkpointing.savepoint-dir",
            "high-availability.storageDir")) {
      assertThat(settings.get(setting)).startsWith("file:///state/");
    }
  }

  @Test
  void theLogIsThatOfTheImage() throws IOException {
    assertThat(
            deployment()
                .path("spec")
                .path("logConfiguration")
                .path("log4j-console.properties")
                .asText())
        .isEqualTo(Files.readString(Path.of("docker/log4j-console.properties")));
  }

  /**
   * The base as the example changes it: what it replaces is there, and nothing of the base's is
   * left.
   */
  @Test
  void theExampleReplacesEveryImageAndAddress() throws IOException {
    JsonNode example = Yaml.one(EXAMPLE.resolve("kustomization.yaml"));
    for (JsonNode resource : example.path("resources")) {
      assertThat(EXAMPLE.resolve(resource.asText()).resolve("kustomization.yaml")).isRegularFile();
    }
    Map<String, ObjectNode> changed = new HashMap<>();
    for (String file : List.of("flinkdeployment.yaml", "update.yaml")) {
      ObjectNode resource = (ObjectNode) Yaml.all(BASE.resolve(file)).get(0);
      changed.put(key(resource), resource);
    }
    Set<String> before = new TreeSet<>();
    changed.values().forEach(resource -> addresses(resource, before));
    assertThat(before).contains("qklm-streams:0.1.0", "qklm-command:0.1.0", "kafka.kafka:9093");
    for (JsonNode patch : example.path("patches")) {
      ObjectNode resource = changed.get(key(patch.path("target")));
      assertThat(resource).as(patch.path("target").toString()).isNotNull();
      for (JsonNode step : Yaml.all(new StringReader(patch.path("patch").asText())).get(0)) {
        replace(resource, step);
      }
    }
    assertThat(DeploymentSchema.read().problems(changed.get("FlinkDeployment/qklm"))).isEmpty();
    Set<String> after = new TreeSet<>();
    changed.values().forEach(resource -> addresses(resource, after));
    assertThat(after).hasSameSizeAs(before).allMatch(address -> address.contains(".example"));
  }

  private static String key(JsonNode resource) {
    JsonNode name = resource.path("metadata").path("name");
    return resource.path("kind").asText()
        + "/"
        + (name.isMissingNode() ? resource.path("name") : name).asText();
  }

  private static void replace(ObjectNode resource, JsonNode step) {
    String path = step.path("path").asText();
    int slash = path.lastIndexOf('/');
    assertThat(step.path("op").asText()).isEqualTo("replace");
    assertThat(resource.at(path).isMissingNode()).as(path).isFalse();
    JsonNode parent = resource.at(path.substring(0, slash));
    String last = path.substring(slash + 1);
    if (parent instanceof ArrayNode array) {
      assertThat(array.get(Integer.parseInt(last)).asText())
          .as("what stands at %s", path)
          .startsWith(step.path("value").asText().replaceFirst("=.*", ""));
      array.set(Integer.parseInt(last), step.path("value"));
    } else {
      ((ObjectNode) parent).set(last, step.path("value"));
    }
  }

  /** Images and bootstrap servers, wherever they stand. */
  private static void addresses(JsonNode node, Set<String> found) {
    if (node.isObject()) {
      node.fields()
          .forEachRemaining(
              field -> {
                if (field.getKey().equals("image")) {
                  found.add(field.getValue().asText());
                }
                addresses(field.getValue(), found);
              });
    } else if (node.isArray()) {
      node.forEach(one -> addresses(one, found));
    } else if (node.asText().startsWith("--bootstrap-servers=")) {
      found.add(node.asText().substring("--bootstrap-servers=".length()));
    }
  }

  private static ObjectNode deployment() throws IOException {
    return (ObjectNode) Yaml.one(BASE.resolve("flinkdeployment.yaml"));
  }

  private static JsonNode container(JsonNode deployment, String part) {
    return deployment
        .path("spec")
        .path(part)
        .path("podTemplate")
        .path("spec")
        .path("containers")
        .path(0);
  }

  private static java.util.Optional<String> objectOf(JsonNode volume) {
    if (volume.has("persistentVolumeClaim")) {
      return java.util.Optional.of(
          "PersistentVolumeClaim/"
              + volume.path("persistentVolumeClaim").path("claimName").asText());
    }
    if (volume.has("configMap")) {
      return java.util.Optional.of("ConfigMap/" + volume.path("configMap").path("name").asText());
    }
    return volume.has("secret")
        ? java.util.Optional.of("Secret/" + volume.path("secret").path("secretName").asText())
        : java.util.Optional.empty();
  }

  /** Kind and name of all that the base has, with the secret that stands beside it. */
  private static Set<String> objects() {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(BASE)) {
      for (Path file : files.toList()) {
        for (JsonNode object : Yaml.all(file)) {
          names.add(
              object.path("kind").asText() + "/" + object.path("metadata").path("name").asText());
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return names;
  }
}
