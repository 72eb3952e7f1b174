package io.qklm.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.deploy.broker.KafkaAdmin;
import io.qklm.deploy.broker.KafkaBrokerOptions;
import io.qklm.deploy.broker.KafkaBrokerProcess;
import io.qklm.deploy.job.TestTopic;
import io.qklm.deploy.operate.Exposition;
import io.qklm.deploy.operate.PromQuery;
import io.qklm.flink.metrics.QklmMetric;
import io.qklm.flink.testkit.QklmTestKit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code qklm run} as in production: a broker that wants TLS and a login by SCRAM, secrets by name,
 * metrics scraped, the log as JSON. Also what it says when certificate or password are wrong.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SecureRunIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String PASSWORD = "open-sesame-4711";
  private static final String BROKER_PASSWORD = "between-brokers-0815";

  @TempDir static Path folder;

  private static KafkaBrokerProcess broker;
  private static QklmTestKit kit;

  @BeforeAll
  static void start() throws Exception {
    certificate("broker");
    certificate("stranger");
    String login = "org.apache.kafka.common.security.scram.ScramLoginModule required username=";
    broker =
        KafkaBrokerProcess.start(
            KafkaBrokerOptions.of(Path.of("target/qklm/broker"))
                .withUser("broker", BROKER_PASSWORD)
                .withUser("qklm", PASSWORD)
                .withSetting(
                    "listener.security.protocol.map", "PLAINTEXT:SASL_SSL,CONTROLLER:PLAINTEXT")
                .withSetting("sasl.enabled.mechanisms", "SCRAM-SHA-512")
                .withSetting("sasl.mechanism.inter.broker.protocol", "SCRAM-SHA-512")
                .withSetting(
                    "listener.name.plaintext.scram-sha-512.sasl.jaas.config",
                    login + "\"broker\" password=\"" + BROKER_PASSWORD + "\";")
                .withSetting("ssl.keystore.type", "PKCS12")
                .withSetting("ssl.keystore.location", folder.resolve("broker.p12").toString())
                .withSetting("ssl.keystore.password", "changeit")
                .withSetting("ssl.truststore.type", "PEM")
                .withSetting("ssl.truststore.location", folder.resolve("broker.pem").toString()));
    kit = QklmTestKit.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (kit != null) {
      kit.close();
    }
    if (broker != null) {
      broker.close();
    }
  }

  @Test
  void runsAgainstASecuredBrokerAndTellsOfItself() throws Exception {
    Map<String, String> client = client(PASSWORD, "broker");
    try (KafkaAdmin admin =
        KafkaAdmin.connect(broker.bootstrapServers(), client, Duration.ofSeconds(20))) {
      admin.createTopic("docs", 1, Map.of());
    }
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      records.add(document("{\"id\":\"" + i + "\",\"text\":\"Angela Merkel came to Berlin.\"}"));
    }
    records.add(document("no JSON"));
    TestTopic.write(broker.bootstrapServers(), client, records);

    int port = freePort();
    Path secrets = Files.writeString(folder.resolve("secrets"), "password=" + PASSWORD + "\n");
    try (CommandProcess run =
        CommandProcess.start(
            folder,
            Files.createDirectories(folder.resolve("tmp")),
            // With the settings of every Kafka client in the log.
            Map.of("QKLM_JAVA_OPTS", "-Dqklm.log.level=INFO", "QKLM_USER", "qklm"),
            Stream.concat(
                    arguments(
                        config("${env:QKLM_USER}", "${file:" + secrets + ":password}", "broker")),
                    Stream.of(
                        "--kg-epochs-topic=kg-epochs",
                        "--checkpoint-interval=500ms",
                        "--log-format=json",
                        "--metrics-port=" + port))
                .toArray(String[]::new))) {
      awaitReady(port, run);
      try (TestTopic.Reader reader =
          new TestTopic.Reader(
              broker.bootstrapServers(), client, List.of("out", "out-dead-letters"))) {
        reader.readUntil(21, PATIENCE, run::isAlive);
      }

      String scraped = get(port, "/metrics").body();
      Files.writeString(Path.of("target", "scrape.txt"), scraped);
      seesAllThatIsAskedFor(Exposition.parse(scraped));
      assertThat(post(port)).isEqualTo(405);

      run.interrupt();
      assertThat(run.await(60)).as(run.err()).isEqualTo(130);
      ObjectMapper json = new ObjectMapper();
      assertThat(run.out().lines()).hasSizeGreaterThan(20);
      for (String line : run.out().lines().toList()) {
        assertThat(json.readTree(line).path("message").isTextual()).as(line).isTrue();
      }
      assertThat(run.out()).contains("sasl.jaas.config").doesNotContain(PASSWORD);
      assertThat(run.err())
          .contains("metrics are on http://127.0.0.1:" + port + "/metrics")
          .doesNotContain(PASSWORD);
    }
  }

  private static void awaitReady(int port, CommandProcess run)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    int status = status(port, "/ready");
    while (status != 200) {
      if (!run.isAlive() || System.nanoTime() > deadline) {
        throw new AssertionError("not ready, " + status + "\n" + run.err() + "\n" + run.out());
      }
      Thread.sleep(200);
      status = status(port, "/ready");
    }
  }

  private static void seesAllThatIsAskedFor(Exposition scrape) throws IOException {
    List<PromQuery> asked = PromQuery.all().stream().filter(one -> !one.ofTheUpdateJob()).toList();
    for (PromQuery query : asked) {
      for (String metric : query.metrics()) {
        assertThat(scrape.labels()).as(query.place()).containsKey(metric);
      }
      for (String label : query.labels()) {
        assertThat(query.metrics())
            .as("%s, label %s", query.place(), label)
            .anyMatch(
                metric -> scrape.labels().getOrDefault(metric, java.util.Set.of()).contains(label));
      }
    }
    for (QklmMetric metric : QklmMetric.values()) {
      assertThat(scrape.labels()).containsKey(metric.prometheus());
    }
    assertThat(scrape.sum(QklmMetric.ENRICHED.prometheus(), "")).isEqualTo(20);
    assertThat(scrape.sum(QklmMetric.LINKS.prometheus(), "")).isEqualTo(40);
    assertThat(scrape.sum(QklmMetric.REJECTED_BY_CAUSE.prometheus(), "cause=\"malformed\""))
        .isEqualTo(1);
    assertThat(scrape.sum(QklmMetric.READY.prometheus(), "")).isEqualTo(1);
    assertThat(scrape.sum(QklmMetric.TOKENS.prometheus(), "")).isBetween(100.0, 400.0);
    assertThat(scrape.sum(QklmMetric.RESIDENT_MEMORY.prometheus(), "")).isGreaterThan(1e8);
    for (String stage : List.of("encode", "candidates", "link", "summary", "facts")) {
      assertThat(scrape.sum(QklmMetric.STAGE_TIME.prometheus() + "_count", "stage=\"" + stage))
          .as(stage)
          .isEqualTo(20);
    }
  }

  @Test
  void aWrongPasswordIsOneSentence() throws Exception {
    assertThat(refusal(config("qklm", "guessed-wrong-1", "broker")))
        .matches(
            "qklm: Kafka at 127\\.0\\.0\\.1:\\d+ refused the login: .*invalid credentials.*; check"
                + " user, password and sasl\\.mechanism in the file of --kafka-config\n")
        .doesNotContain("guessed-wrong-1");
  }

  @Test
  void aCertificateThatIsNotTrustedIsOneSentence() throws Exception {
    assertThat(refusal(config("qklm", PASSWORD, "stranger")))
        .matches(
            "qklm: no TLS connection to Kafka at 127\\.0\\.0\\.1:\\d+: .*; check that"
                + " ssl\\.truststore\\.location holds the issuer of its certificate, and that the"
                + " certificate names this address\n")
        .doesNotContain(PASSWORD);
  }

  @Test
  void aSecretThatIsNotThereIsOneSentence() throws Exception {
    assertThat(refusal(config("qklm", "${file:" + folder + "/none:password}", "broker")))
        .matches(
            "qklm: Kafka's setting sasl\\.jaas\\.config names a secret that is not there: .*none"
                + " cannot be read \\(NoSuchFileException\\)\n");
  }

  /** What is said on standard error, within half a minute. */
  private static String refusal(Path config) {
    CapturedTerminal terminal = new CapturedTerminal();
    long began = System.nanoTime();
    assertThat(terminal.run(arguments(config).toArray(String[]::new)))
        .as(terminal.err())
        .isEqualTo(1);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
    assertThat(terminal.out()).isEmpty();
    return terminal.err();
  }

  private static Stream<String> arguments(Path config) {
    return Stream.of(
        "run",
        "--bootstrap-servers=" + broker.bootstrapServers(),
        "--input-topic=docs",
        "--output-topic=out",
        "--knowledge=" + kit.knowledge(),
        "--kafka-config=" + config);
  }

  private static Map<String, String> client(String password, String trusted) {
    return Map.of(
        "security.protocol",
        "SASL_SSL",
        "sasl.mechanism",
        "SCRAM-SHA-512",
        "sasl.jaas.config",
        login("qklm", password),
        "ssl.truststore.type",
        "PEM",
        "ssl.truststore.location",
        folder.resolve(trusted + ".pem").toString());
  }

  private static String login(String user, String password) {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\""
        + user
        + "\" password=\""
        + password
        + "\";";
  }

  private static Path config(String user, String password, String trusted) throws IOException {
    List<String> lines = new ArrayList<>();
    client("", trusted).forEach((name, value) -> lines.add(name + "=" + value));
    lines.removeIf(line -> line.startsWith("sasl.jaas.config"));
    lines.add("sasl.jaas.config=" + login(user, password));
    return Files.write(Files.createTempFile(folder, "client", ".properties"), lines);
  }

  /** A key with a certificate that it signs itself, for the loopback interface. */
  private static void certificate(String name) throws Exception {
    String store = folder.resolve(name + ".p12").toString();
    keytool(
        List.of(
            "-genkeypair",
            "-alias",
            name,
            "-keyalg",
            "EC",
            "-dname",
            "CN=" + name,
            "-validity",
            "2",
            "-ext",
            "SAN=ip:127.0.0.1,dns:localhost",
            "-storetype",
            "PKCS12",
            "-keystore",
            store,
            "-storepass",
            "changeit"));
    keytool(
        List.of(
            "-exportcert",
            "-rfc",
            "-alias",
            name,
            "-keystore",
            store,
            "-storepass",
            "changeit",
            "-file",
            folder.resolve(name + ".pem").toString()));
  }

  private static void keytool(List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(arguments);
    Path log = folder.resolve("keytool.txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor()).as(Files.readString(log)).isZero();
  }

  private static ProducerRecord<byte[], byte[]> document(String value) {
    return new ProducerRecord<>("docs", value.getBytes(StandardCharsets.UTF_8));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static int status(int port, String path) throws InterruptedException {
    try {
      return get(port, path).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  private static HttpResponse<String> get(int port, String path)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(request(port, path).GET().build(), HttpResponse.BodyHandlers.ofString());
  }

  private static int post(int port) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            request(port, "/metrics").POST(HttpRequest.BodyPublishers.noBody()).build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(10));
  }
}
