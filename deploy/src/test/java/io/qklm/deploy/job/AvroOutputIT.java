package io.qklm.deploy.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.qklm.deploy.broker.KafkaAdmin;
import io.qklm.deploy.broker.KafkaBrokerOptions;
import io.qklm.deploy.broker.KafkaBrokerProcess;
import io.qklm.flink.testkit.QklmTestKit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The job with Avro out: a broker's process, a Flink cluster, a registry's interface on loopback.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class AvroOutputIT {

  private static final int ID = 305_419_896;

  /** What the registry was given. */
  private final AtomicReference<String> schema = new AtomicReference<>("");

  @Test
  void isWhatARegistrysReadersRead() throws Exception {
    HttpServer registry = registry();
    String address = "http://127.0.0.1:" + registry.getAddress().getPort();
    try (KafkaBrokerProcess broker =
            KafkaBrokerProcess.start(KafkaBrokerOptions.of(Path.of("target/qklm/broker")));
        QklmTestKit kit = QklmTestKit.start()) {
      try (KafkaAdmin admin =
          KafkaAdmin.connect(broker.bootstrapServers(), Map.of(), Duration.ofSeconds(20))) {
        admin.createTopic("docs", 1, Map.of());
      }
      TestTopic.write(
          broker.bootstrapServers(),
          List.of(
              record("{\"id\": \"1\", \"text\": \"Angela Merkel came to Berlin.\"}"),
              record("no JSON")));
      EnrichmentJobOptions asked =
          EnrichmentJobOptions.of(
                  JobKafka.of(broker.bootstrapServers(), "docs", "out"), kit.settings())
              .withFormat(OutputFormat.of(OutputFormat.Name.AVRO, address))
              .withParallelism(1)
              .withUntilEnd(true);
      JobChecks.kafka(asked);
      EnrichmentJobOptions options = JobChecks.schema(asked);
      StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
      EnrichmentJob.define(environment, options);
      environment.execute(options.name());
      try (TestTopic.Reader reader =
          new TestTopic.Reader(broker.bootstrapServers(), List.of("out", "out-dead-letters"))) {
        reader.readUntil(2, Duration.ofMinutes(1), () -> true);
        for (ConsumerRecord<byte[], byte[]> out : reader.seen()) {
          if (out.topic().equals("out")) {
            check(out.value());
          } else {
            // As it came, whatever the format of the others.
            assertThat(out.value()).asString(StandardCharsets.UTF_8).isEqualTo("no JSON");
          }
        }
      }
      registry.stop(0);
      assertThatThrownBy(() -> JobChecks.schema(asked))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(
              "the schema registry at " + address + " cannot be reached (ConnectException)");
    } finally {
      registry.stop(0);
    }
  }

  private void check(byte[] value) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(value);
    assertThat(bytes.get()).isZero();
    assertThat(bytes.getInt()).isEqualTo(ID);
    GenericRecord found =
        new GenericDatumReader<GenericRecord>(new Schema.Parser().parse(schema.get()))
            .read(null, DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null));
    assertThat(found.get("id")).hasToString("1");
    assertThat(((GenericRecord) found.get("summary")).get("text"))
        .hasToString("Angela Merkel came to Berlin.");
    assertThat((List<?>) found.get("entities"))
        .extracting(entity -> ((GenericRecord) entity).get("entityId").toString())
        .containsExactly("Q567", "Q64");
  }

  private static ProducerRecord<byte[], byte[]> record(String value) {
    return new ProducerRecord<>("docs", value.getBytes(StandardCharsets.UTF_8));
  }

  private HttpServer registry() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/subjects/out-value/versions",
        exchange -> {
          try (exchange) {
            schema.set(
                new ObjectMapper()
                    .readTree(exchange.getRequestBody().readAllBytes())
                    .path("schema")
                    .asText());
            byte[] answer = ("{\"id\":" + ID + "}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
    server.start();
    return server;
  }
}
