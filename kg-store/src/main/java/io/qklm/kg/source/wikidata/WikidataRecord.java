package io.qklm.kg.source.wikidata;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.kg.Languages;
import io.qklm.kg.source.lines.UnusableLineException;
import io.qklm.text.JsonProblem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One entity of a dump as it stands there: texts of the wanted languages and each claim's main
 * value; qualifiers, references and page names are passed over unread.
 *
 * @param type {@code item}, {@code property} or another
 * @param id {@code Q...}, {@code P...}; empty if it has none
 * @param datatype of a property's values; empty where it is not told
 * @param labels by language
 * @param aliases by language
 * @param descriptions by language
 * @param claims the values in force by property: the preferred ones, else the normal ones
 * @param sitelinks number of wiki pages about it
 */
record WikidataRecord(
    String type,
    String id,
    String datatype,
    Map<String, String> labels,
    Map<String, List<String>> aliases,
    Map<String, String> descriptions,
    Map<String, List<JsonNode>> claims,
    int sitelinks) {

  private static final int MAX_STRING_LENGTH = 20_000_000;
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxStringLength(MAX_STRING_LENGTH).build())
              .build());

  /** The type of what an answer names and does not have, and of a page that leads to another. */
  static final String ABSENT = "absent";

  /** How the API's answers and pages of {@code Special:EntityData} begin. */
  private static final Pattern WRAPPED = Pattern.compile("\\s*\\{\\s*\"entities\"");

  /** Takes the entities of a line. */
  interface Consumer {
    void record(WikidataRecord record) throws IOException, UnusableLineException;
  }

  /**
   * Reads a line: an entity, an array of them, or an answer of the API with the key {@code
   * entities}.
   *
   * @throws UnusableLineException if it is no entity of Wikidata's JSON
   */
  static void read(String line, Set<String> languages, Consumer consumer)
      throws IOException, UnusableLineException {
    try (JsonParser json = JSON.getFactory().createParser(line)) {
      JsonToken first = json.nextToken();
      if (first == JsonToken.START_OBJECT && !WRAPPED.matcher(line).lookingAt()) {
        WikidataRecord record = read(json, languages);
        end(json);
        consumer.record(record);
      } else if (first == JsonToken.START_OBJECT || first == JsonToken.START_ARRAY) {
        several(json, languages, consumer);
      } else {
        throw new UnusableLineException("the line is no JSON object; a dump has one entity a line");
      }
    } catch (JsonEOFException e) {
      throw new UnusableLineException(
          "the line was cut: its JSON ends in the middle; fetch the dump again");
    } catch (JsonProcessingException e) {
      throw new UnusableLineException("the line is no JSON: " + JsonProblem.of(e));
    }
  }

  /** An array of entities, or {@code {"entities": {"Q1": {...}}}}. */
  private static void several(JsonParser json, Set<String> languages, Consumer consumer)
      throws IOException, UnusableLineException {
    Optional<UnusableLineException> bad = Optional.empty();
    if (json.currentToken() == JsonToken.START_ARRAY) {
      bad = members(json, languages, consumer);
    } else {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean entities = json.currentName().equals("entities");
        json.nextToken();
        if (entities && json.currentToken().isStructStart()) {
          bad = members(json, languages, consumer);
        } else {
          json.skipChildren();
        }
      }
    }
    end(json);
    if (bad.isPresent()) {
      throw bad.get();
    }
  }

  /** What an array or object holds; one that is no entity costs no other. */
  private static Optional<UnusableLineException> members(
      JsonParser json, Set<String> languages, Consumer consumer) throws IOException {
    Optional<UnusableLineException> bad = Optional.empty();
    for (JsonToken next = json.nextToken();
        next != JsonToken.END_ARRAY && next != JsonToken.END_OBJECT;
        next = json.nextToken()) {
      if (next == JsonToken.START_OBJECT) {
        try {
          consumer.record(read(json, languages));
        } catch (UnusableLineException e) {
          bad = Optional.of(e);
        }
      } else {
        json.skipChildren();
      }
    }
    return bad;
  }

  private static void end(JsonParser json) throws IOException, UnusableLineException {
    if (json.nextToken() != null) {
      throw new UnusableLineException("the line goes on after its entity; a dump has one a line");
    }
  }

  private static WikidataRecord read(JsonParser json, Set<String> languages) throws IOException {
    String type = "";
    String id = "";
    String datatype = "";
    Map<String, String> labels = Map.of();
    Map<String, List<String>> aliases = Map.of();
    Map<String, String> descriptions = Map.of();
    Map<String, List<JsonNode>> claims = Map.of();
    int sitelinks = 0;
    boolean absent = false;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "type" -> type = json.getValueAsString("");
        case "id" -> id = json.getValueAsString("");
        case "datatype" -> datatype = json.getValueAsString("");
        case "labels" -> labels = texts(json, languages);
        case "aliases" -> aliases = textLists(json, languages);
        case "descriptions" -> descriptions = texts(json, languages);
        case "claims", "statements" -> claims = claims(json);
        case "sitelinks" -> sitelinks = elements(json);
        case "redirect", "missing" -> {
          absent = true;
          json.skipChildren();
        }
        default -> json.skipChildren();
      }
    }
    if (absent) {
      type = ABSENT;
    } else if (type.isEmpty()) {
      type = id.startsWith("Q") ? "item" : id.startsWith("P") ? "property" : "";
    }
    return new WikidataRecord(type, id, datatype, labels, aliases, descriptions, claims, sitelinks);
  }

  /** The number of pages: an object by site, in old dumps an array. */
  private static int elements(JsonParser json) throws IOException {
    int count = 0;
    if (json.currentToken() == JsonToken.START_ARRAY) {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        json.skipChildren();
        count++;
      }
    } else if (json.currentToken() == JsonToken.START_OBJECT) {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        json.nextToken();
        json.skipChildren();
        count++;
      }
    }
    return count;
  }

  private static Map<String, String> texts(JsonParser json, Set<String> languages)
      throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, List<JsonNode>> entry : byLanguage(json, languages).entrySet()) {
      String text = text(entry.getValue().get(0)).strip();
      if (!text.isEmpty()) {
        texts.put(entry.getKey(), text);
      }
    }
    return texts;
  }

  private static Map<String, List<String>> textLists(JsonParser json, Set<String> languages)
      throws IOException {
    Map<String, List<String>> texts = new LinkedHashMap<>();
    for (Map.Entry<String, List<JsonNode>> entry : byLanguage(json, languages).entrySet()) {
      List<String> names = new ArrayList<>();
      for (JsonNode node : entry.getValue()) {
        if (node.isArray() || (node.isObject() && !node.has("value"))) {
          // An array, which PHP writes as an object by number where a number is missing.
          node.forEach(name -> names.add(text(name)));
        } else {
          names.add(text(node));
        }
      }
      texts.put(entry.getKey(), names);
    }
    return texts;
  }

  /** An object with its language, in simplified dumps the bare text. */
  private static String text(JsonNode node) {
    return node.isTextual() ? node.textValue() : node.path("value").asText();
  }

  /** An object by language; in old dumps an array of texts that name theirs. */
  private static Map<String, List<JsonNode>> byLanguage(JsonParser json, Set<String> languages)
      throws IOException {
    Map<String, List<JsonNode>> values = new LinkedHashMap<>();
    if (json.currentToken() == JsonToken.START_OBJECT) {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String language = json.currentName();
        json.nextToken();
        if (wanted(language, languages)) {
          JsonNode value = JSON.readTree(json);
          values.computeIfAbsent(language, l -> new ArrayList<>()).add(value);
        } else {
          json.skipChildren();
        }
      }
    } else if (json.currentToken() == JsonToken.START_ARRAY) {
      JsonNode all = JSON.readTree(json);
      for (JsonNode value : all) {
        String language = value.path("language").asText();
        if (wanted(language, languages)) {
          values.computeIfAbsent(language, l -> new ArrayList<>()).add(value);
        }
      }
    }
    return values;
  }

  private static boolean wanted(String language, Set<String> languages) {
    return language.equals(Languages.ANY) || languages.contains(Languages.primary(language));
  }

  private static Map<String, List<JsonNode>> claims(JsonParser json) throws IOException {
    Map<String, List<JsonNode>> claims = new LinkedHashMap<>();
    if (json.currentToken() == JsonToken.START_OBJECT) {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String property = json.currentName();
        json.nextToken();
        List<JsonNode> inForce = inForce(json);
        if (!inForce.isEmpty()) {
          claims.put(property, inForce);
        }
      }
    } else if (json.currentToken() == JsonToken.START_ARRAY) {
      claims.putAll(ungrouped(JSON.readTree(json)));
    }
    return claims;
  }

  /** The statements of old dumps, which stand in one array. */
  private static Map<String, List<JsonNode>> ungrouped(JsonNode statements) throws IOException {
    Map<String, List<JsonNode>> groups = new LinkedHashMap<>();
    for (JsonNode statement : statements) {
      groups
          .computeIfAbsent(
              statement.path("mainsnak").path("property").asText(), p -> new ArrayList<>())
          .add(statement);
    }
    Map<String, List<JsonNode>> claims = new LinkedHashMap<>();
    for (Map.Entry<String, List<JsonNode>> group : groups.entrySet()) {
      Ranked ranked = new Ranked();
      for (JsonNode statement : group.getValue()) {
        ranked.add(statement.path("rank").asText("normal"), statement.path("mainsnak"));
      }
      if (!ranked.inForce().isEmpty()) {
        claims.put(group.getKey(), ranked.inForce());
      }
    }
    return claims;
  }

  /** The values of a property: an array, which PHP may write as an object by number. */
  private static List<JsonNode> inForce(JsonParser json) throws IOException {
    Ranked ranked = new Ranked();
    boolean array = json.currentToken() == JsonToken.START_ARRAY;
    if (!array && json.currentToken() != JsonToken.START_OBJECT) {
      return List.of();
    }
    for (JsonToken next = json.nextToken();
        next != JsonToken.END_ARRAY && next != JsonToken.END_OBJECT;
        next = json.nextToken()) {
      if (next == JsonToken.START_OBJECT) {
        statement(json, ranked);
      } else {
        json.skipChildren();
      }
    }
    return ranked.inForce();
  }

  private static void statement(JsonParser json, Ranked ranked) throws IOException {
    String rank = "normal";
    JsonNode value = JSON.missingNode();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "rank" -> rank = json.getValueAsString("normal");
        case "mainsnak" -> value = JSON.readTree(json);
        default -> json.skipChildren();
      }
    }
    ranked.add(rank, value);
  }

  /** The preferred values of a property, else the normal ones; never a deprecated one. */
  private static final class Ranked {

    private final List<JsonNode> preferred = new ArrayList<>();
    private final List<JsonNode> normal = new ArrayList<>();

    void add(String rank, JsonNode value) {
      switch (rank) {
        case "preferred" -> preferred.add(value);
        case "deprecated" -> {
          // Said to be wrong by those who keep the data.
        }
        default -> normal.add(value);
      }
    }

    List<JsonNode> inForce() {
      return preferred.isEmpty() ? normal : preferred;
    }
  }
}
