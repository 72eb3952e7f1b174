package io.qklm.kg.follow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.kg.EntityId;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads events of MediaWiki's stream of recent changes (schema mediawiki/recentchange 1.0). */
final class RecentChange {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ITEM = Pattern.compile("Q[1-9][0-9]{0,17}");

  private RecentChange() {}

  /**
   * The edit of an item that an event tells of; none where it tells of something else: of another
   * wiki, of pages that are no items, of categories, or to see whether anybody listens.
   *
   * @param data the event's JSON
   * @param wiki whose edits are followed, such as {@code wikidatawiki}
   * @param place where the stream goes on
   */
  static Optional<Edit> edit(String data, String wiki, String place) {
    JsonNode event;
    try {
      event = JSON.readTree(data);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
    String title = event.path("title").asText();
    boolean changes =
        switch (event.path("type").asText()) {
          case "edit", "new" -> true;
          case "log" -> event.path("log_type").asText().equals("delete");
          default -> false;
        };
    if (!changes
        || !event.path("wiki").asText().equals(wiki)
        || event.path("namespace").asInt(-1) != 0
        || event.path("meta").path("domain").asText().equals("canary")
        || !ITEM.matcher(title).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new Edit(
            new EntityId(title), time(event), event.path("revision").path("new").asLong(), place));
  }

  private static Instant time(JsonNode event) {
    try {
      return Instant.parse(event.path("meta").path("dt").asText());
    } catch (DateTimeParseException e) {
      return Instant.ofEpochSecond(event.path("timestamp").asLong());
    }
  }
}
