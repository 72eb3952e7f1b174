package io.qklm.kg.source.interchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.qklm.kg.Entity;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.Fact;
import io.qklm.kg.KnowledgeUpdate;
import io.qklm.kg.SurfaceForm;
import io.qklm.kg.source.lines.BoundedLines;
import io.qklm.kg.source.lines.UnusableLineException;
import io.qklm.text.JsonProblem;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Updates as JSON lines, plain or gzip. Each line is one object with one key:
 *
 * <pre>{@code
 * {"upsert": {"id": "Q64", "labels": {"en": "Berlin"}, "aliases": {}, "descriptions": {},
 *             "types": [], "kind": "LOC", "rank": 0.9,
 *             "facts": [{"relation": "P17", "kind": "entity", "object": "Q183"},
 *                       {"relation": "P2046", "kind": "quantity", "object": "891.7", "unit": "km2"}],
 *             "surfaces": [{"surface": "Spree-Athen", "weight": 0.4, "source": "press"}]}}
 * {"retire": "Q821244"}
 * }</pre>
 *
 * The entity's fields are those of {@code entities.jsonl}; {@code kind}, {@code object} and {@code
 * unit} of a fact are the columns of {@code facts.tsv}. Unlike there, nothing is passed over: an
 * update replaces a record, so a key or kind that is not known, or a name that is too long, makes
 * the line unusable.
 */
public final class KnowledgeUpdateReader {

  /** Most aliases of one entity, over all languages. */
  public static final int MAX_ALIASES = 10_000;

  /** Most facts of one entity, and most of its surface forms. */
  public static final int MAX_FACTS = 100_000;

  private static final ObjectReader JSON =
      new ObjectMapper()
          .readerFor(JsonNode.class)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final Set<String> UPSERT_KEYS =
      new TreeSet<>(
          List.of(
              "id",
              "label",
              "labels",
              "aliases",
              "description",
              "descriptions",
              "types",
              "kind",
              "rank",
              "facts",
              "surfaces"));
  private static final Set<String> FACT_KEYS =
      new TreeSet<>(List.of("relation", "kind", "object", "unit"));
  private static final Set<String> SURFACE_KEYS =
      new TreeSet<>(List.of("surface", "weight", "source"));

  /** Takes the updates of a file, in its order. */
  public interface Consumer {

    void update(KnowledgeUpdate update) throws IOException;

    /**
     * A line that cannot be used.
     *
     * @param place file and line
     * @param reason one sentence for the person who wrote the file
     * @throws IOException if this is one too many
     */
    void problem(String place, String reason) throws IOException;
  }

  private KnowledgeUpdateReader() {}

  /** Shows every update of {@code file}; blank lines are passed over. */
  public static void read(Path file, Consumer consumer) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("there is no file " + file + " to read updates from");
    }
    try (BoundedLines lines = BoundedLines.open(file)) {
      BoundedLines.@Nullable Line next = lines.next();
      while (next != null) {
        String place = file + ":" + lines.lineNumber();
        if (next instanceof BoundedLines.Line.Unreadable unreadable) {
          consumer.problem(place, unreadable.reason());
        } else if (next instanceof BoundedLines.Line.Text line && !line.text().isBlank()) {
          KnowledgeUpdate update = null;
          try {
            update = parse(line.text());
          } catch (UnusableLineException e) {
            consumer.problem(place, String.valueOf(e.getMessage()));
          }
          if (update != null) {
            consumer.update(update);
          }
        }
        next = lines.next();
      }
    } catch (UnsupportedEncodingException e) {
      throw new IOException(file + " " + e.getMessage(), e);
    }
  }

  /**
   * The update of one line.
   *
   * @throws IllegalArgumentException if it is none; the message says what is wrong and allowed
   */
  public static KnowledgeUpdate read(String line) {
    try {
      return parse(line);
    } catch (UnusableLineException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * The update of one record of a topic, whose key is the entity's id.
   *
   * @param value the object of an upsert, without the {@code "upsert"} around it; null retires
   * @throws IllegalArgumentException if it is none; the message says what is wrong and allowed
   */
  public static KnowledgeUpdate readRecord(String key, @Nullable String value) {
    EntityId id = new EntityId(key);
    if (value == null) {
      return new KnowledgeUpdate.Retire(id);
    }
    try {
      JsonNode node = json(value, "value");
      if (!node.isObject()) {
        throw new UnusableLineException(
            "the value is no JSON object; an entity's full record with the keys "
                + UPSERT_KEYS
                + " is allowed, or no value to retire it");
      }
      KnowledgeUpdate update = upsert(node);
      if (!update.id().equals(id)) {
        throw new UnusableLineException(
            "the record's key is '"
                + id
                + "' and its 'id' is '"
                + update.id()
                + "'; they must be the same");
      }
      return update;
    } catch (UnusableLineException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static JsonNode json(String text, String what) throws UnusableLineException {
    try {
      return JSON.readValue(text);
    } catch (JsonProcessingException e) {
      throw new UnusableLineException("the " + what + " is no JSON: " + JsonProblem.of(e));
    }
  }

  private static KnowledgeUpdate parse(String line) throws UnusableLineException {
    JsonNode root = json(line, "line");
    if (!root.isObject()
        || root.size() != 1
        || !(root.path("upsert").isObject() || root.path("retire").isTextual())) {
      throw new UnusableLineException(
          "the line is no update; {\"upsert\": {...}} or {\"retire\": \"id\"} is allowed");
    }
    try {
      if (root.has("retire")) {
        return new KnowledgeUpdate.Retire(new EntityId(root.get("retire").textValue()));
      }
      return upsert(root.get("upsert"));
    } catch (IllegalArgumentException e) {
      throw new UnusableLineException(String.valueOf(e.getMessage()));
    }
  }

  private static KnowledgeUpdate upsert(JsonNode node) throws UnusableLineException {
    checkKeys(node, UPSERT_KEYS, "an upsert");
    checkKind(node.path("kind"));
    checkAliases(node.path("aliases"));
    Entity entity = new EntityJson().read(node);
    List<Fact> facts = new ArrayList<>();
    for (JsonNode fact : array(node, "facts")) {
      checkKeys(fact, FACT_KEYS, "a fact");
      facts.add(
          new Fact(
              entity.id(),
              text(fact, "relation", "a fact"),
              TsvLines.object(
                  text(fact, "kind", "a fact"),
                  text(fact, "object", "a fact"),
                  fact.has("unit") ? text(fact, "unit", "a fact") : "")));
    }
    List<SurfaceForm> surfaces = new ArrayList<>();
    for (JsonNode form : array(node, "surfaces")) {
      checkKeys(form, SURFACE_KEYS, "a surface form");
      String surface = text(form, "surface", "a surface form").strip();
      checkName(surface, "surfaces");
      JsonNode weight = form.path("weight");
      if (!weight.isNumber()) {
        throw new UnusableLineException("a surface form needs a number in 'weight'");
      }
      surfaces.add(
          new SurfaceForm(
              surface, entity.id(), weight.doubleValue(), text(form, "source", "a surface form")));
    }
    return new KnowledgeUpdate.Upsert(entity, facts, surfaces);
  }

  private static void checkKeys(JsonNode node, Set<String> allowed, String what)
      throws UnusableLineException {
    if (!node.isObject()) {
      throw new UnusableLineException(what + " is a JSON object with the keys " + allowed);
    }
    for (var entry : node.properties()) {
      if (!allowed.contains(entry.getKey())) {
        throw new UnusableLineException(
            what + " has the unknown key '" + entry.getKey() + "'; " + allowed + " are allowed");
      }
    }
  }

  private static void checkKind(JsonNode kind) throws UnusableLineException {
    if (kind.isMissingNode() || kind.isNull()) {
      return;
    }
    if (EntityKind.named(kind.asText()).isEmpty()) {
      throw new UnusableLineException(
          "'"
              + kind.asText()
              + "' is no kind of entity; "
              + Arrays.toString(EntityKind.values())
              + " are allowed");
    }
  }

  private static void checkAliases(JsonNode aliases) throws UnusableLineException {
    int count = 0;
    for (JsonNode language : aliases.isArray() ? List.of(aliases) : aliases) {
      for (JsonNode alias : language) {
        checkName(alias.asText(), "aliases");
        count++;
      }
    }
    if (count > MAX_ALIASES) {
      throw new UnusableLineException(
          "'aliases' holds " + count + " names; " + MAX_ALIASES + " are allowed");
    }
  }

  private static void checkName(String name, String key) throws UnusableLineException {
    if (name.isBlank() || name.length() > EntityJson.MAX_ALIAS_LENGTH) {
      throw new UnusableLineException(
          "'"
              + key
              + "' holds a name of "
              + name.length()
              + " characters; 1 to "
              + EntityJson.MAX_ALIAS_LENGTH
              + " are allowed");
    }
  }

  private static JsonNode array(JsonNode node, String key) throws UnusableLineException {
    JsonNode array = node.path(key);
    if (!array.isMissingNode() && !array.isArray()) {
      throw new UnusableLineException("'" + key + "' is no array of objects");
    }
    if (array.size() > MAX_FACTS) {
      throw new UnusableLineException(
          "'" + key + "' holds " + array.size() + " entries; " + MAX_FACTS + " are allowed");
    }
    return array;
  }

  private static String text(JsonNode node, String key, String what) throws UnusableLineException {
    JsonNode value = node.path(key);
    if (!value.isTextual()) {
      throw new UnusableLineException(what + " needs a string in '" + key + "'");
    }
    return value.textValue();
  }
}
