package io.qklm.kg.source.interchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.qklm.kg.Entity;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.Languages;
import io.qklm.kg.source.lines.UnusableLineException;
import io.qklm.text.JsonProblem;
import io.qklm.text.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one line of {@code entities.jsonl}; see {@code docs/interchange-form.md}. */
public final class EntityJson {

  /** Longest name that is filed, in UTF-16 units. */
  public static final int MAX_ALIAS_LENGTH = 200;

  private static final int MAX_LABEL_LENGTH = 1_000;
  private static final int MAX_DESCRIPTION_LENGTH = 10_000;
  private static final String ENGLISH = "en";
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z0-9_-]{1,35}");

  /** Keys with a meaning, and those of the merged form that say nothing a build needs. */
  private static final Set<String> KNOWN_KEYS =
      Set.of(
          "id",
          "label",
          "labels",
          "aliases",
          "description",
          "descriptions",
          "types",
          "kind",
          "rank",
          "asOf",
          "title",
          "sources");

  /** A day, a month or a year. */
  private static final Pattern DAY =
      Pattern.compile("[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?");

  private static final ObjectReader READER =
      new ObjectMapper()
          .readerFor(JsonNode.class)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Set<String> unknownKeys = new TreeSet<>();
  private final Set<String> unknownKinds = new TreeSet<>();
  private long longAliases;

  /** The entity of a line. */
  Entity read(String line) throws UnusableLineException {
    JsonNode root = parse(line);
    if (!root.isObject()) {
      throw new UnusableLineException("the line is no JSON object; an entity is one object a line");
    }
    return read(root);
  }

  /** The entity of a JSON object. */
  Entity read(JsonNode root) throws UnusableLineException {
    root.fieldNames()
        .forEachRemaining(
            name -> {
              if (!KNOWN_KEYS.contains(name)) {
                unknownKeys.add(name);
              }
            });
    EntityId id = id(root);
    checkAsOf(id, root.path("asOf"));
    Map<String, String> labels = texts(root, "labels", "label", MAX_LABEL_LENGTH);
    if (labels.isEmpty()) {
      throw new UnusableLineException(
          "entity "
              + id
              + " has no label; give 'label' or 'labels' with at least one language"
              + (root.has("name") ? " ('name' is not read)" : ""));
    }
    return new Entity(
        id,
        labels,
        aliases(root.path("aliases"), labels),
        texts(root, "descriptions", "description", MAX_DESCRIPTION_LENGTH),
        types(root.path("types")),
        kind(root.path("kind")),
        rank(id, root.path("rank")));
  }

  /** For whoever keeps the file: the day at which what may change was true. */
  private static void checkAsOf(EntityId id, JsonNode asOf) throws UnusableLineException {
    boolean day = asOf.isTextual() && DAY.matcher(asOf.textValue()).matches();
    if (!day && !asOf.isMissingNode() && !asOf.isNull()) {
      throw new UnusableLineException(
          "entity "
              + id
              + " has the asOf "
              + asOf
              + "; a string YYYY, YYYY-MM or YYYY-MM-DD is allowed");
    }
  }

  private static JsonNode parse(String line) throws UnusableLineException {
    try {
      return READER.readValue(line);
    } catch (JsonProcessingException e) {
      throw new UnusableLineException("the line is no JSON: " + JsonProblem.of(e));
    }
  }

  private static EntityId id(JsonNode root) throws UnusableLineException {
    JsonNode id = root.path("id");
    if (!id.isTextual()) {
      throw new UnusableLineException(
          "the entity has no 'id'; a string without white space is needed");
    }
    try {
      return new EntityId(id.textValue());
    } catch (IllegalArgumentException e) {
      throw new UnusableLineException(String.valueOf(e.getMessage()));
    }
  }

  /** An object by language, or one English string under the singular key. */
  private static Map<String, String> texts(
      JsonNode root, String plural, String singular, int longest) throws UnusableLineException {
    Map<String, String> texts = new TreeMap<>();
    JsonNode one = root.path(singular);
    if (one.isTextual()) {
      put(texts, ENGLISH, one, singular, longest);
    } else if (!one.isMissingNode() && !one.isNull()) {
      throw new UnusableLineException("'" + singular + "' is no string");
    }
    JsonNode many = root.path(plural);
    if (many.isMissingNode() || many.isNull()) {
      return texts;
    }
    if (!many.isObject()) {
      throw new UnusableLineException(
          "'" + plural + "' is no object of strings by language, such as {\"en\": \"...\"}");
    }
    for (Map.Entry<String, JsonNode> entry : many.properties()) {
      put(texts, language(entry.getKey(), plural), entry.getValue(), plural, longest);
    }
    return texts;
  }

  private static void put(
      Map<String, String> texts, String language, JsonNode value, String key, int longest)
      throws UnusableLineException {
    if (!value.isTextual()) {
      throw new UnusableLineException("'" + key + "' holds something that is no string");
    }
    String text = value.textValue().strip();
    if (text.length() > longest) {
      throw new UnusableLineException(
          "'" + key + "' holds " + text.length() + " characters; " + longest + " are allowed");
    }
    if (!text.isEmpty()) {
      texts.put(language, text);
    }
  }

  private static String language(String code, String key) throws UnusableLineException {
    if (!LANGUAGE.matcher(code).matches()) {
      throw new UnusableLineException(
          "'" + key + "' has the language '" + code + "'; letters, digits and hyphens are allowed");
    }
    return Languages.tag(code);
  }

  private Map<String, List<String>> aliases(JsonNode aliases, Map<String, String> labels)
      throws UnusableLineException {
    Map<String, List<String>> names = new TreeMap<>();
    if (aliases.isArray()) {
      names.put(ENGLISH, names(aliases, labels.get(ENGLISH)));
    } else if (aliases.isObject()) {
      for (Map.Entry<String, JsonNode> entry : aliases.properties()) {
        String language = language(entry.getKey(), "aliases");
        if (!entry.getValue().isArray()) {
          throw new UnusableLineException("'aliases' of '" + language + "' is no array of strings");
        }
        names.put(language, names(entry.getValue(), labels.get(language)));
      }
    } else if (!aliases.isMissingNode() && !aliases.isNull()) {
      throw new UnusableLineException(
          "'aliases' is neither an array of strings nor an object of arrays by language");
    }
    return names;
  }

  private List<String> names(JsonNode array, @Nullable String label) throws UnusableLineException {
    Set<String> names = new LinkedHashSet<>();
    for (JsonNode element : array) {
      if (!element.isTextual()) {
        throw new UnusableLineException("'aliases' holds something that is no string");
      }
      String name = element.textValue().strip();
      if (name.length() > MAX_ALIAS_LENGTH) {
        longAliases++;
      } else if (!name.isEmpty() && !name.equals(label)) {
        names.add(name);
      }
    }
    return new ArrayList<>(names);
  }

  private static List<String> types(JsonNode types) throws UnusableLineException {
    if (types.isMissingNode() || types.isNull()) {
      return List.of();
    }
    if (!types.isArray()) {
      throw new UnusableLineException("'types' is no array of strings");
    }
    Set<String> names = new LinkedHashSet<>();
    for (JsonNode type : types) {
      if (!type.isTextual()) {
        throw new UnusableLineException("'types' holds something that is no string");
      }
      if (!type.textValue().isBlank()) {
        names.add(type.textValue().strip());
      }
    }
    return List.copyOf(names);
  }

  private EntityKind kind(JsonNode kind) {
    if (!kind.isTextual()) {
      return EntityKind.UNKNOWN;
    }
    Optional<EntityKind> known = EntityKind.named(kind.textValue());
    if (known.isPresent()) {
      return known.get();
    }
    unknownKinds.add(kind.textValue());
    return EntityKind.UNKNOWN;
  }

  private static float rank(EntityId id, JsonNode rank) throws UnusableLineException {
    if (rank.isMissingNode() || rank.isNull()) {
      return 0;
    }
    double value = rank.isNumber() ? rank.doubleValue() : Double.NaN;
    if (!(value >= 0 && value <= 1)) {
      throw new UnusableLineException(
          "entity " + id + " has the rank " + rank + "; a number from 0 to 1 is allowed");
    }
    return (float) value;
  }

  /** What was passed over in all lines so far, one sentence each. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (!unknownKeys.isEmpty()) {
      List<String> known = KNOWN_KEYS.stream().sorted().toList();
      notes.add(
          "keys that mean nothing here were passed over: "
              + some(unknownKeys)
              + (unknownKeys.contains("type")
                  ? "; did you mean 'types' (an array) or 'kind'?"
                  : Nearest.suggestion(unknownKeys.iterator().next(), known)));
    }
    if (!unknownKinds.isEmpty()) {
      notes.add(
          "kinds that are not known were taken as UNKNOWN: "
              + some(unknownKinds)
              + "; PER, ORG, LOC, MISC, OTHER and UNKNOWN are allowed, and words such as Person,"
              + " ORGANIZATION and GPE");
    }
    if (longAliases > 0) {
      notes.add(
          longAliases + " aliases of more than " + MAX_ALIAS_LENGTH + " characters were left out");
    }
    return notes;
  }

  private static String some(Set<String> names) {
    return String.join(", ", names.stream().limit(10).toList());
  }
}
