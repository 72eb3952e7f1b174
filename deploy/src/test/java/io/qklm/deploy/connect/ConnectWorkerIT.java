package io.qklm.deploy.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.qklm.deploy.broker.KafkaAdmin;
import io.qklm.deploy.broker.KafkaBrokerOptions;
import io.qklm.deploy.broker.KafkaBrokerProcess;
import io.qklm.flink.testkit.QklmTestKit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The plugin folder in a Connect worker: a worker's process and a broker's process, a web server on
 * loopback, and the example that the guide shows.
 */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class ConnectWorkerIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path EXAMPLE =
      Path.of("../kafka-connectors/connect/examples/feeds.properties");
  private static final Path PLUGINS = Path.of("../kafka-connectors/connect/target/plugin");
  private static final Path WORKER = Path.of("../kafka-connectors/connect-worker/target/worker");

  @TempDir Path folder;

  private volatile String feed = rss("a|Angela Merkel came to Berlin.");

  @Test
  void readsFeedsAndEnrichesThem() throws Exception {
    HttpServer web = web();
    try (KafkaBrokerProcess broker =
            KafkaBrokerProcess.start(KafkaBrokerOptions.of(Path.of("target/qklm/broker")));
        QklmTestKit kit = QklmTestKit.start()) {
      try (KafkaAdmin admin =
          KafkaAdmin.connect(broker.bootstrapServers(), Map.of(), Duration.ofSeconds(20))) {
        admin.createTopic("news", 1, Map.of());
      }
      Path worker = worker(broker.bootstrapServers());
      Path connector = connector(web.getAddress().getPort(), kit.knowledge());
      try (KafkaConsumer<String, String> news = consumer(broker.bootstrapServers())) {
        Process first = start(worker, connector);
        try {
          check(read(news, 1, first).get(0));
          feed = rss("b|Apple opened a shop.", "a|Angela Merkel came to Berlin.");
          assertThat(read(news, 1, first).get(0).key()).isEqualTo("b");
        } finally {
          first.destroy();
          assertThat(first.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
        feed = rss("c|Germany is in Europe.", "b|Apple opened a shop.");
        Process second = start(worker, connector);
        try {
          // Only what is new: the worker kept how far it had read.
          assertThat(read(news, 1, second).get(0).key()).isEqualTo("c");
          assertThat(news.poll(Duration.ofSeconds(3))).isEmpty();
        } finally {
          second.destroyForcibly().waitFor();
        }
      }
      saysWhatIsWrong(worker, connector);
    } finally {
      web.stop(0);
    }
  }

  private static void check(ConsumerRecord<String, String> record) throws IOException {
    JsonNode value = JSON.readTree(record.value());
    assertThat(record.key()).isEqualTo("a");
    assertThat(value.path("id").asText()).isEqualTo("a");
    assertThat(value.path("text").asText()).isEqualTo("Angela Merkel came to Berlin.");
    JsonNode found = value.path("qklm");
    assertThat(found.path("summary").asText()).isEqualTo("Angela Merkel came to Berlin.");
    assertThat(found.path("entities").findValuesAsText("entityId")).containsExactly("Q567", "Q64");
    assertThat(found.path("provenance").path("epoch").asLong()).isEqualTo(7);
  }

  private void saysWhatIsWrong(Path worker, Path connector) throws Exception {
    Path wrong = folder.resolve("wrong.properties");
    Files.writeString(wrong, Files.readString(connector).replace("feeds=", "feds="));
    Process process = start(worker, wrong);
    process.waitFor(1, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(Files.readString(log()))
        .contains("the feed connector of QKLM: unknown option 'feds'; did you mean 'feeds'?");
  }

  private Path worker(String servers) throws IOException {
    return Files.writeString(
        folder.resolve("worker.properties"),
        """
        bootstrap.servers=%s
        listeners=http://127.0.0.1:0
        plugin.path=%s
        key.converter=org.apache.kafka.connect.storage.StringConverter
        value.converter=org.apache.kafka.connect.json.JsonConverter
        value.converter.schemas.enable=false
        offset.storage.file.filename=%s
        offset.flush.interval.ms=500
        """
            .formatted(servers, PLUGINS.toAbsolutePath().normalize(), folder.resolve("offsets")));
  }

  /** The example as it is but for what it says is to be changed. */
  private Path connector(int port, Path knowledge) throws IOException {
    String example = Files.readString(EXAMPLE);
    String address = "http://127.0.0.1:" + port + "/rss.xml";
    String here =
        example
            .replace("https://news.example/rss.xml,https://news.example/atom.xml", address)
            .replace("poll.interval.ms=300000", "poll.interval.ms=500")
            .replace("/data/knowledge", knowledge.toString());
    assertThat(here).contains(address, "interval.ms=500", knowledge.toString());
    return Files.writeString(folder.resolve("feeds.properties"), here);
  }

  private Path log() {
    return folder.resolve("worker.log");
  }

  private Process start(Path worker, Path connector) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-cp",
            WORKER.toAbsolutePath() + "/*",
            "org.apache.kafka.connect.cli.ConnectStandalone",
            worker.toString(),
            connector.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
        .start();
  }

  private static KafkaConsumer<String, String> consumer(String servers) {
    KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers, "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new StringDeserializer());
    consumer.assign(List.of(new TopicPartition("news", 0)));
    return consumer;
  }

  private List<ConsumerRecord<String, String>> read(
      KafkaConsumer<String, String> consumer, int count, Process worker) throws IOException {
    List<ConsumerRecord<String, String>> records = new ArrayList<>();
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (records.size() < count) {
      consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      if (!worker.isAlive() || System.nanoTime() > deadline) {
        throw new AssertionError("the worker gave nothing; it said:\n" + Files.readString(log()));
      }
    }
    assertThat(new TreeSet<>(records.stream().map(ConsumerRecord::key).toList())).hasSize(count);
    return records;
  }

  private HttpServer web() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] bytes = feed.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/rss+xml");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
    return server;
  }

  private static String rss(String... items) {
    StringBuilder xml =
        new StringBuilder(
            "<rss version=\"2.0\"><channel><title>t</title><link>http://news.example/</link>"
                + "<description>d</description>");
    for (String item : items) {
      String[] parts = item.split("\\|", 2);
      xml.append("<item><guid isPermaLink=\"false\">")
          .append(parts[0])
          .append("</guid><description>")
          .append(parts[1])
          .append("</description></item>");
    }
    return xml.append("</channel></rss>").toString();
  }
}
