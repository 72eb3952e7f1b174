package io.qklm.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.cluster.knowledge.ClusterKnowledge;
import io.qklm.deploy.broker.KafkaAdmin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A folder laid out as the image is, started as the image starts: Flink's jars where the base image
 * has them, what the Dockerfile copies where it copies it to, the application's entry point, a
 * worker, the probe of the manifests and Flink's own reporter.
 */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class ImageLayoutIT {

  private static final Path DEPLOY = Path.of("..").toAbsolutePath().normalize();
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern COPY =
      Pattern.compile("(?m)^COPY (?:--\\S+ )*(?<source>[^-\\s]\\S*) (?<target>\\S+)$");
  private static final String READY = "flink_taskmanager_job_task_operator_qklm_ready{";

  @TempDir Path folder;

  private ClusterHome home;
  private Path image;

  @Test
  void startsTheJobAndTellsWhenItIsReady() throws Exception {
    home = ClusterHome.current();
    image = folder.resolve("image");
    List<Path> classPath = layImage();
    Path knowledge = folder.resolve("knowledge");
    ClusterKnowledge.build(knowledge);
    FlinkSettings settings =
        FlinkSettings.of(
            ClusterOptions.of(home, folder.resolve("cluster"))
                .withHighAvailability(false)
                .withSetting("taskmanager.numberOfTaskSlots", "1")
                .withSetting("metrics.reporters", "prom")
                .withSetting(
                    "metrics.reporter.prom.factory.class",
                    "org.apache.flink.metrics.prometheus.PrometheusReporterFactory")
                .withSetting("metrics.reporter.prom.port", Integer.toString(freePort())));
    settings.write();
    int port = freePort();
    Path workerConf = withPort(settings.conf(), port);
    try (KafkaStage kafka = KafkaStage.start(home, folder.resolve("kafka"))) {
      send(kafka.bootstrapServers());
      try (JavaProcess jobManager =
              JavaProcess.start(
                  process("jobmanager", classPath, settings, application(kafka, knowledge)));
          JavaProcess worker =
              JavaProcess.start(
                  process(
                      "taskmanager",
                      classPath,
                      settings,
                      List.of(
                          "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                          "--configDir",
                          workerConf.toString())))) {
        awaitReady(port, List.of(jobManager, worker));
        assertThat(enriched(kafka.bootstrapServers())).contains("k:Berlin");
        logsObjects(jobManager);
        logsObjects(worker);
      }
    }
  }

  /** The base image, then what is copied into it. */
  private List<Path> layImage() throws IOException {
    Path lib = Files.createDirectories(image.resolve("opt/flink/lib"));
    Path reporter = Files.createDirectories(image.resolve("opt/flink/plugins/metrics-prometheus"));
    try (Stream<Path> jars = Files.list(home.flink())) {
      for (Path jar : jars.toList()) {
        boolean plugin = jar.getFileName().toString().startsWith("flink-metrics-prometheus");
        Files.createSymbolicLink((plugin ? reporter : lib).resolve(jar.getFileName()), jar);
      }
    }
    Matcher copy = COPY.matcher(Files.readString(DEPLOY.resolve("docker/Dockerfile")));
    int copied = 0;
    while (copy.find()) {
      Path source = DEPLOY.resolve(copy.group("source"));
      Path target = image.resolve(copy.group("target").substring(1));
      assertThat(source).exists();
      if (Files.isDirectory(source)) {
        Files.createDirectories(target);
        try (Stream<Path> files = Files.list(source)) {
          List<Path> all = files.toList();
          assertThat(all).as(source.toString()).isNotEmpty();
          for (Path file : all) {
            Files.createSymbolicLink(target.resolve(file.getFileName()), file);
          }
        }
      } else {
        Files.createDirectories(target.getParent());
        Files.createSymbolicLink(target, source);
      }
      copied++;
    }
    assertThat(copied).isEqualTo(7);
    Path leash = folder.resolve("leash/io/qklm/cluster/leash/Leash.class");
    Files.createDirectories(leash.getParent());
    try (var in =
        getClass().getClassLoader().getResourceAsStream("io/qklm/cluster/leash/Leash.class")) {
      Files.copy(in, leash);
    }
    return List.of(lib.resolve("*"), folder.resolve("leash"));
  }

  private List<String> application(KafkaStage kafka, Path knowledge) {
    return List.of(
        "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint",
        "--configDir",
        folder.resolve("cluster/conf").toString(),
        "--job-classname",
        "io.qklm.deploy.job.EnrichmentJob",
        "--bootstrap-servers=" + kafka.bootstrapServers(),
        "--input-topic=documents",
        "--output-topic=enriched",
        "--knowledge=" + knowledge,
        "--checkpoint-interval=500ms",
        "--parallelism=1");
  }

  private JavaProcess.Start process(
      String name, List<Path> classPath, FlinkSettings settings, List<String> command) {
    List<String> options =
        new ArrayList<>(
            FlinkCluster.javaOptions(
                settings, name.equals("jobmanager") ? 256 : FlinkSettings.workerHeapMegabytes()));
    // The last of two counts.
    options.add(
        "-Dlog4j2.configurationFile=" + image.resolve("opt/flink/conf/log4j-console.properties"));
    return new JavaProcess.Start(
        name,
        folder.resolve("log"),
        classPath,
        options,
        command,
        Map.of(
            "FLINK_LIB_DIR", image.resolve("opt/flink/lib").toString(),
            "FLINK_PLUGINS_DIR", image.resolve("opt/flink/plugins").toString(),
            "ORT_DISABLE_TELEMETRY", "1"));
  }

  private void awaitReady(int port, List<JavaProcess> processes) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (probe(port) != 0) {
      for (JavaProcess process : processes) {
        assertThat(process.isAlive()).as(process.tail()).isTrue();
        assertThat(System.nanoTime()).as(process.tail()).isLessThan(deadline);
      }
      Thread.sleep(500);
    }
    assertThat(Files.readString(folder.resolve("probe.txt")))
        .contains("1 subtasks ready, 0 not yet");
    String scraped =
        new String(
            java.net
                .URI
                .create("http://127.0.0.1:" + port + "/metrics")
                .toURL()
                .openStream()
                .readAllBytes(),
            StandardCharsets.UTF_8);
    assertThat(scraped.lines().filter(line -> line.startsWith(READY))).hasSize(1);
  }

  private int probe(int port) throws Exception {
    Path script = image.resolve("opt/flink/bin/qklm-ready.sh");
    return new ProcessBuilder("bash", script.toString(), Integer.toString(port))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("probe.txt").toFile())
        .start()
        .waitFor();
  }

  private static void logsObjects(JavaProcess process) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<String> lines =
        Files.readAllLines(process.log()).stream().filter(line -> line.startsWith("{")).toList();
    assertThat(lines).hasSizeGreaterThan(10);
    for (String line : lines) {
      JsonNode entry = json.readTree(line);
      assertThat(entry.path("message").isTextual()).isTrue();
    }
  }

  private static void send(String servers) throws Exception {
    try (KafkaAdmin admin = KafkaAdmin.connect(servers, Map.of(), Duration.ofSeconds(20))) {
      admin.createTopic("documents", 1, Map.of());
    }
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers), new StringSerializer(), new StringSerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  "documents", "{\"id\": \"1\", \"text\": \"The talks were held in Berlin.\"}"))
          .get();
    }
  }

  private static String enriched(String servers) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", servers,
                "group.id", "test",
                "auto.offset.reset", "earliest",
                "isolation.level", "read_committed"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.subscribe(List.of("enriched"));
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (System.nanoTime() < deadline) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          return record.value();
        }
      }
      throw new AssertionError("nothing came out in time");
    }
  }

  /** The same configuration with another port for metrics, for the other process here. */
  private Path withPort(Path conf, int port) throws IOException {
    Path other = Files.createDirectories(folder.resolve("worker-conf"));
    Path config = conf.resolve("config.yaml");
    Files.writeString(
        other.resolve("config.yaml"),
        Files.readString(config)
            .replaceAll("(metrics.reporter.prom.port: )'\\d+'", "$1'" + port + "'"));
    return other;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
