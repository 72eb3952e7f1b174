package io.qklm.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.flink.annotation.PublicEvolving;

/**
 * A schema registry that speaks Confluent's REST interface, as Apicurio's does under {@code
 * /apis/ccompat/v7}. It is asked once, before a job starts, and not needed while one runs.
 */
@PublicEvolving
public final class SchemaRegistry {

  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;
  private static final int LONGEST_MESSAGE = 500;

  private final ObjectMapper mapper = new ObjectMapper();
  private final URI address;

  /**
   * Nothing is asked yet.
   *
   * @param address {@code http://host:port}, with the path below which {@code /subjects} stands
   * @throws IllegalArgumentException if it is no http or https address
   */
  public SchemaRegistry(String address) {
    this.address = checkAddress(address);
  }

  /**
   * The address as it is asked.
   *
   * @throws IllegalArgumentException if it is no http or https address
   */
  public static URI checkAddress(String address) {
    URI parsed;
    try {
      parsed = URI.create(address.strip().replaceAll("/+$", ""));
    } catch (IllegalArgumentException e) {
      throw noAddress(address);
    }
    String scheme = String.valueOf(parsed.getScheme());
    if (!(scheme.equals("http") || scheme.equals("https")) || parsed.getHost() == null) {
      throw noAddress(address);
    }
    return parsed;
  }

  private static IllegalArgumentException noAddress(String address) {
    return new IllegalArgumentException(
        "'" + address + "' is no address of a schema registry; http://host:8081 is one");
  }

  /**
   * Registers a schema for the values of a topic, or finds it there.
   *
   * @return its id
   * @throws IOException with a sentence: it cannot be reached, is no registry, or refuses the
   *     schema
   */
  public int register(String topic, Schema schema) throws IOException, InterruptedException {
    String subject = topic + "-value";
    URI target =
        URI.create(
            address
                + "/subjects/"
                + URLEncoder.encode(subject, StandardCharsets.UTF_8)
                + "/versions");
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .timeout(ANSWER)
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .header("Accept", "application/vnd.schemaregistry.v1+json, application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body(schema)))
            .build();
    HttpResponse<String> response;
    try {
      response =
          HttpClient.newBuilder()
              .connectTimeout(ANSWER)
              .build()
              .send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IOException(
          "the schema registry at "
              + address
              + " cannot be reached ("
              + e.getClass().getSimpleName()
              + "); start it, or correct its address",
          e);
    }
    return id(subject, response);
  }

  private String body(Schema schema) throws IOException {
    return mapper.writeValueAsString(Map.of("schema", schema.toString()));
  }

  private int id(String subject, HttpResponse<String> response) throws IOException {
    int status = response.statusCode();
    if (status == CONFLICT || status == UNPROCESSABLE) {
      throw new IOException(
          "the schema registry at "
              + address
              + " refuses the schema for '"
              + subject
              + "' ("
              + message(response)
              + "); write to another topic, or change the subject's compatibility");
    }
    JsonNode id = status == 200 ? read(response).path("id") : mapper.missingNode();
    if (!id.isInt()) {
      throw new IOException(
          "what answers at "
              + address
              + " is no schema registry: status "
              + status
              + " where an id was expected; the address ends before /subjects");
    }
    return id.intValue();
  }

  private String message(HttpResponse<String> response) {
    String said = read(response).path("message").asText(response.body());
    return said.length() > LONGEST_MESSAGE ? said.substring(0, LONGEST_MESSAGE) + "..." : said;
  }

  private JsonNode read(HttpResponse<String> response) {
    try {
      return mapper.readTree(response.body());
    } catch (JsonProcessingException e) {
      return mapper.missingNode();
    }
  }
}
