package io.qklm.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client against a server on loopback that answers as the interface is documented. */
class SchemaRegistryTest {

  private final AtomicReference<String> asked = new AtomicReference<>("");
  private final AtomicReference<String> body = new AtomicReference<>("");
  private volatile int status = 200;
  private volatile String answer = "{\"id\":42}";
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            asked.set(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            body.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/apis/ccompat/v7/";
  }

  private int register() throws Exception {
    return new SchemaRegistry(address()).register("enriched news", AvroSchemas.enrichment());
  }

  @Test
  void givesTheIdOfTheTopicsSchema() throws Exception {
    assertThat(register()).isEqualTo(42);
    assertThat(asked.get())
        .isEqualTo("POST /apis/ccompat/v7/subjects/enriched+news-value/versions");
    JsonNode sent = new ObjectMapper().readTree(body.get());
    assertThat(new Schema.Parser().parse(sent.path("schema").asText()))
        .isEqualTo(AvroSchemas.enrichment());
  }

  @Test
  void saysWhyItWasRefused() {
    status = 409;
    answer = "{\"error_code\":409,\"message\":\"READER_FIELD_MISSING_DEFAULT_VALUE\"}";
    assertThatThrownBy(this::register)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(
            "refuses the schema for 'enriched news-value' (READER_FIELD_MISSING_DEFAULT_VALUE);"
                + " write to another topic");
  }

  @Test
  void saysThatItIsNoRegistry() {
    status = 404;
    answer = "<html>not here</html>";
    assertThatThrownBy(this::register)
        .hasMessageContaining("is no schema registry: status 404 where an id was expected");
    status = 200;
    assertThatThrownBy(this::register).hasMessageContaining("is no schema registry");
  }

  @Test
  void saysThatItCannotBeReached() {
    String address = address();
    server.stop(0);
    assertThatThrownBy(() -> new SchemaRegistry(address).register("t", AvroSchemas.enrichment()))
        .hasMessageContaining("/apis/ccompat/v7 cannot be reached (ConnectException)");
  }

  @Test
  void takesAddressesAlone() {
    assertThatThrownBy(() -> new SchemaRegistry("registry:8081"))
        .hasMessage("'registry:8081' is no address of a schema registry; http://host:8081 is one");
  }
}
