package io.qklm.model.override;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.kg.EntityId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads overrides from JSON lines:
 *
 * <pre>{@code
 * {"id": "java", "surface": "Java", "entityId": "Q251", "word": "compiler"}
 * {"id": "jordan", "surface": "Jordan", "entityId": null, "with": "Q41421"}
 * }</pre>
 *
 * A line that cannot be used is told and left out; blank lines are passed over.
 */
final class OverrideReader {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ENTITY = "entityId";
  private static final Set<String> FIELDS = Set.of("id", "surface", ENTITY, "word", "with");

  private OverrideReader() {}

  /**
   * What was read.
   *
   * @param refused a sentence for each line that cannot be used, with its number
   */
  record Read(LinkOverrides overrides, List<String> refused) {

    Read {
      refused = List.copyOf(refused);
    }
  }

  static Read read(String lines) {
    Map<String, Integer> places = new HashMap<>();
    List<LinkOverride> overrides = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    int number = 0;
    for (Iterator<String> all = lines.lines().iterator(); all.hasNext(); ) {
      String line = all.next();
      number++;
      if (line.isBlank()) {
        continue;
      }
      try {
        LinkOverride one = override(JSON.readTree(line));
        Integer before = places.putIfAbsent(one.id(), number);
        if (before != null) {
          throw new IllegalArgumentException(
              "the id '" + one.id() + "' is that of line " + before + " already");
        }
        overrides.add(one);
      } catch (JsonProcessingException e) {
        refused.add("line " + number + ": this is no JSON object: " + e.getOriginalMessage());
      } catch (IllegalArgumentException e) {
        refused.add("line " + number + ": " + e.getMessage());
      }
    }
    return new Read(new LinkOverrides(overrides), refused);
  }

  private static LinkOverride override(JsonNode node) {
    if (!node.isObject()) {
      throw new IllegalArgumentException("a JSON object is expected");
    }
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!FIELDS.contains(name)) {
        throw new IllegalArgumentException(
            "unknown field '" + name + "' (allowed: id, surface, entityId, word, with)");
      }
    }
    if (!node.has(ENTITY)) {
      throw new IllegalArgumentException(
          "the field 'entityId' is missing; null says that nothing is meant");
    }
    return new LinkOverride(
        required(node, "id"),
        required(node, "surface"),
        text(node, ENTITY).map(EntityId::new),
        text(node, "word"),
        text(node, "with").map(EntityId::new));
  }

  private static String required(JsonNode node, String field) {
    return text(node, field)
        .orElseThrow(() -> new IllegalArgumentException("the field '" + field + "' is missing"));
  }

  private static Optional<String> text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw new IllegalArgumentException("the field '" + field + "' is no string");
    }
    return Optional.of(value.textValue());
  }
}
