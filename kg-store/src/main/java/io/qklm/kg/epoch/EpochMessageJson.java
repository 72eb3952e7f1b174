package io.qklm.kg.epoch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qklm.kg.store.repository.EpochName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Control messages as JSON, UTF-8:
 *
 * <pre>{@code
 * {"type":"epoch","epoch":7,"digest":"<64 hex>","repository":"/shared/knowledge",
 *  "effectiveFrom":"2026-11-25T21:40:00.000Z","embeddingDigest":"<64 hex>"}
 * {"type":"heartbeat","watermark":"2026-11-25T21:40:01.000Z"}
 * }</pre>
 *
 * <p>Fields that are not known are passed over, so that newer writers can say more.
 */
public final class EpochMessageJson {

  /** Longest message that is read, in bytes. */
  public static final int MAX_BYTES = 65_536;

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ObjectReader READER =
      MAPPER.readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private EpochMessageJson() {}

  /** The bytes of a message; equal messages give equal bytes. */
  public static byte[] write(EpochMessage message) {
    ObjectNode json = MAPPER.createObjectNode();
    if (message instanceof EpochAnnouncement announcement) {
      json.put("type", "epoch")
          .put("epoch", announcement.epoch().number())
          .put("digest", announcement.epoch().digest())
          .put("repository", announcement.repository())
          .put("effectiveFrom", announcement.effectiveFrom().toString())
          .put("embeddingDigest", announcement.embeddingDigest());
    } else {
      json.put("type", "heartbeat").put("watermark", message.settledUntil().toString());
    }
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }

  /**
   * Reads a message.
   *
   * @throws IllegalArgumentException if it is none; the message says what is wrong and allowed
   */
  public static EpochMessage read(byte @Nullable [] value) {
    if (value == null || value.length == 0 || value.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "a message about an epoch has 1 to "
              + MAX_BYTES
              + " bytes, got "
              + (value == null ? "a tombstone" : value.length));
    }
    JsonNode json;
    try {
      json = READER.readValue(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the message is no JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("the message is no UTF-8: " + e.getMessage(), e);
    }
    return switch (text(json, "type")) {
      case "epoch" ->
          new EpochAnnouncement(
              new EpochName(number(json), text(json, "digest")),
              text(json, "repository"),
              instant(json, "effectiveFrom"),
              text(json, "embeddingDigest"));
      case "heartbeat" -> new EpochHeartbeat(instant(json, "watermark"));
      default ->
          throw new IllegalArgumentException(
              "'type' is '" + text(json, "type") + "'; 'epoch' and 'heartbeat' are allowed");
    };
  }

  private static String text(JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("the message needs a string in '" + field + "'");
    }
    return value.textValue();
  }

  private static long number(JsonNode json) {
    JsonNode value = json.path("epoch");
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new IllegalArgumentException("the message needs a whole number in 'epoch'");
    }
    return value.longValue();
  }

  private static Instant instant(JsonNode json, String field) {
    String text = text(json, field);
    try {
      // Kafka's timestamps are milliseconds in a long, and so is what they are held against.
      return Instant.ofEpochMilli(Instant.parse(text).toEpochMilli());
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "'" + field + "' is no time such as 2026-11-25T21:40:00.000Z: '" + text + "'", e);
    }
  }
}
