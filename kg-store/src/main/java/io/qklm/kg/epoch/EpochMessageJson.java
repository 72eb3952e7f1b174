package io.qklm.kg.epoch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qklm.kg.store.repository.EpochName;
import io.qklm.text.JsonProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Control messages as JSON, UTF-8:
 *
 * <pre>{@code
 * {"type":"epoch","epoch":7,"digest":"<64 hex>","repository":"/shared/knowledge",
 *  "effectiveFrom":"2026-11-25T21:40:00.000Z","embeddingDigest":"<64 hex>"}
 * {"type":"heartbeat","watermark":"2026-11-25T21:40:01.000Z"}
 * {"type":"history","forgotten":false,"epochs":[{"epoch":6, ...}, {"epoch":7, ...}]}
 * }</pre>
 *
 * <p>Fields that are not known are passed over, so that newer writers can say more. The update job
 * adds to each of its messages who it is and, where it changed, how far it has read:
 *
 * <pre>{@code
 * "job":"0b6f...","place":{"topic":"kg-updates","topicId":"k3J...","next":{"0":15,"1":9}}
 * }</pre>
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
    return bytes(json(message));
  }

  /** The bytes of a message of the update job. */
  public static byte[] write(EpochMessage message, JobMark mark) {
    ObjectNode json = json(message);
    json.put("job", mark.job());
    mark.place()
        .ifPresent(
            place -> {
              ObjectNode next =
                  json.putObject("place")
                      .put("topic", place.topic())
                      .put("topicId", place.topicId())
                      .putObject("next");
              place.sorted().forEach((partition, offset) -> next.put("" + partition, offset));
            });
    return bytes(json);
  }

  private static ObjectNode json(EpochMessage message) {
    ObjectNode json = MAPPER.createObjectNode();
    if (message instanceof EpochAnnouncement announcement) {
      json.put("type", "epoch");
      put(announcement, json);
    } else if (message instanceof EpochHistory history) {
      ArrayNode epochs =
          json.put("type", "history").put("forgotten", history.forgotten()).putArray("epochs");
      history.epochs().forEach(epoch -> put(epoch, epochs.addObject()));
    } else {
      json.put("type", "heartbeat").put("watermark", message.settledUntil().toString());
    }
    return json;
  }

  private static void put(EpochAnnouncement announcement, ObjectNode json) {
    json.put("epoch", announcement.epoch().number())
        .put("digest", announcement.epoch().digest())
        .put("repository", announcement.repository())
        .put("effectiveFrom", announcement.effectiveFrom().toString())
        .put("embeddingDigest", announcement.embeddingDigest());
  }

  private static byte[] bytes(ObjectNode json) {
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
      throw new IllegalArgumentException("the message is no JSON: " + JsonProblem.of(e), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("the message is no UTF-8: " + e.getMessage(), e);
    }
    return switch (text(json, "type")) {
      case "epoch" -> announcement(json);
      case "heartbeat" -> new EpochHeartbeat(instant(json, "watermark"));
      case "history" -> history(json);
      default ->
          throw new IllegalArgumentException(
              "'type' is '"
                  + text(json, "type")
                  + "'; 'epoch', 'heartbeat' and 'history' are allowed");
    };
  }

  /** What the update job said of itself beside a message; empty if nothing can be read of it. */
  public static Optional<JobMark> mark(byte @Nullable [] value) {
    if (value == null || value.length > MAX_BYTES) {
      return Optional.empty();
    }
    try {
      JsonNode json = READER.readValue(value);
      return Optional.of(new JobMark(text(json, "job"), place(json.path("place"))));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<UpdatePlace> place(JsonNode json) {
    if (!json.isObject()) {
      return Optional.empty();
    }
    Map<Integer, Long> next = new HashMap<>();
    json.path("next")
        .properties()
        .forEach(entry -> next.put(Integer.valueOf(entry.getKey()), entry.getValue().longValue()));
    return Optional.of(new UpdatePlace(text(json, "topic"), text(json, "topicId"), next));
  }

  private static EpochAnnouncement announcement(JsonNode json) {
    return new EpochAnnouncement(
        new EpochName(number(json), text(json, "digest")),
        text(json, "repository"),
        instant(json, "effectiveFrom"),
        text(json, "embeddingDigest"));
  }

  private static EpochHistory history(JsonNode json) {
    List<EpochAnnouncement> epochs = new ArrayList<>();
    json.path("epochs").forEach(epoch -> epochs.add(announcement(epoch)));
    return new EpochHistory(epochs, json.path("forgotten").asBoolean());
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
