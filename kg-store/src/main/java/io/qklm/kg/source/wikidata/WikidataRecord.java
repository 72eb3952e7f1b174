package io.qklm.kg.source.wikidata;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.kg.source.lines.UnusableLineException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One entity of a dump as it stands there: texts of the wanted languages and each claim's main
 * value; qualifiers, references and page names are passed over unread.
 *
 * @param type {@code item}, {@code property} or another
 * @param id {@code Q...}, {@code P...}; empty if it has none
 * @param labels by language
 * @param aliases by language
 * @param descriptions by language
 * @param claims the values in force by property: the preferred ones, else the normal ones
 * @param sitelinks number of wiki pages about it
 */
record WikidataRecord(
    String type,
    String id,
    Map<String, String> labels,
    Map<String, List<String>> aliases,
    Map<String, String> descriptions,
    Map<String, List<JsonNode>> claims,
    int sitelinks) {

  /** Stands for all languages where one has no label of its own. */
  static final String ANY_LANGUAGE = "mul";

  private static final int MAX_STRING_LENGTH = 20_000_000;
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxStringLength(MAX_STRING_LENGTH).build())
              .build());

  /**
   * Reads a line.
   *
   * @throws UnusableLineException if it is no entity of Wikidata's JSON
   */
  static WikidataRecord read(String line, Set<String> languages)
      throws IOException, UnusableLineException {
    try (JsonParser json = JSON.getFactory().createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new UnusableLineException("the line is no JSON object; a dump has one entity a line");
      }
      return read(json, languages);
    } catch (JsonProcessingException e) {
      String message = String.valueOf(e.getOriginalMessage());
      throw new UnusableLineException(
          "the line is no JSON: " + message.lines().findFirst().orElse(""));
    }
  }

  private static WikidataRecord read(JsonParser json, Set<String> languages)
      throws IOException, UnusableLineException {
    String type = "";
    String id = "";
    Map<String, String> labels = Map.of();
    Map<String, List<String>> aliases = Map.of();
    Map<String, String> descriptions = Map.of();
    Map<String, List<JsonNode>> claims = Map.of();
    int sitelinks = 0;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "type" -> type = json.getValueAsString("");
        case "id" -> id = json.getValueAsString("");
        case "labels" -> labels = texts(json, languages);
        case "aliases" -> aliases = textLists(json, languages);
        case "descriptions" -> descriptions = texts(json, languages);
        case "claims" -> claims = claims(json);
        case "sitelinks" -> sitelinks = fields(json);
        default -> json.skipChildren();
      }
    }
    if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
      throw new UnusableLineException("the line goes on after its entity; a dump has one a line");
    }
    return new WikidataRecord(type, id, labels, aliases, descriptions, claims, sitelinks);
  }

  /** Whether an object begins; the dumps write an empty one as an empty array. */
  private static boolean object(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.START_OBJECT) {
      return true;
    }
    json.skipChildren();
    return false;
  }

  private static int fields(JsonParser json) throws IOException {
    int count = 0;
    if (object(json)) {
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
    for (Map.Entry<String, JsonNode> entry : byLanguage(json, languages).entrySet()) {
      String text = entry.getValue().path("value").asText().strip();
      if (!text.isEmpty()) {
        texts.put(entry.getKey(), text);
      }
    }
    return texts;
  }

  private static Map<String, List<String>> textLists(JsonParser json, Set<String> languages)
      throws IOException {
    Map<String, List<String>> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : byLanguage(json, languages).entrySet()) {
      List<String> names = new ArrayList<>();
      entry.getValue().forEach(name -> names.add(name.path("value").asText()));
      texts.put(entry.getKey(), names);
    }
    return texts;
  }

  private static Map<String, JsonNode> byLanguage(JsonParser json, Set<String> languages)
      throws IOException {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    if (object(json)) {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String language = json.currentName();
        json.nextToken();
        if (languages.contains(language) || language.equals(ANY_LANGUAGE)) {
          values.put(language, JSON.<JsonNode>readTree(json));
        } else {
          json.skipChildren();
        }
      }
    }
    return values;
  }

  private static Map<String, List<JsonNode>> claims(JsonParser json) throws IOException {
    Map<String, List<JsonNode>> claims = new LinkedHashMap<>();
    if (object(json)) {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String property = json.currentName();
        if (json.nextToken() != JsonToken.START_ARRAY) {
          json.skipChildren();
          continue;
        }
        List<JsonNode> inForce = inForce(json);
        if (!inForce.isEmpty()) {
          claims.put(property, inForce);
        }
      }
    }
    return claims;
  }

  /** The preferred values of a property, else the normal ones; never a deprecated one. */
  private static List<JsonNode> inForce(JsonParser json) throws IOException {
    List<JsonNode> preferred = new ArrayList<>();
    List<JsonNode> normal = new ArrayList<>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
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
      switch (rank) {
        case "preferred" -> preferred.add(value);
        case "deprecated" -> {
          // Said to be wrong by those who keep the data.
        }
        default -> normal.add(value);
      }
    }
    return preferred.isEmpty() ? normal : preferred;
  }
}
