package io.qklm.flink.knowledge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qklm.kg.epoch.EpochAnnouncement;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A line for those who watch, as JSON:
 *
 * <pre>{@code
 * {"type":"refused","epoch":7,"digest":"<64 hex>","reason":"...","serving":6,"at":"..."}
 * {"type":"recovered","epoch":7,"digest":"<64 hex>","serving":7,"at":"..."}
 * {"type":"unreadable","reason":"...","serving":6,"at":"..."}
 * }</pre>
 *
 * @param type {@code refused}, {@code recovered}, or {@code unreadable} for a message of the
 *     control topic that is none or breaks its order
 * @param epoch the epoch it is about
 * @param reason one sentence
 * @param serving number of the epoch that serves meanwhile
 */
public record EpochStatus(
    String type,
    Optional<EpochAnnouncement> epoch,
    Optional<String> reason,
    OptionalLong serving,
    Instant at) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** As it is written. */
  public String toJson() {
    ObjectNode json = MAPPER.createObjectNode().put("type", type);
    epoch.ifPresent(
        about -> json.put("epoch", about.epoch().number()).put("digest", about.epoch().digest()));
    reason.ifPresent(sentence -> json.put("reason", sentence));
    serving.ifPresent(number -> json.put("serving", number));
    try {
      return MAPPER.writeValueAsString(json.put("at", at.toString()));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }
}
