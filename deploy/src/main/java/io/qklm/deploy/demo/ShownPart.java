package io.qklm.deploy.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a page shows of a document and its enrichment: the beginning of a long one, so that a
 * browser holds any text that the job takes.
 *
 * @param text the first {@value #LONGEST_TEXT} code points at most
 * @param enrichment without what lies beyond that text, and {@value #MOST_ROWS} rows of a kind at
 *     most
 * @param cut whether anything was left out
 */
record ShownPart(String text, JsonNode enrichment, boolean cut) {

  static final int LONGEST_TEXT = 50_000;
  static final int MOST_ROWS = 2_000;

  static ShownPart of(String text, JsonNode enrichment) {
    int length = text.codePointCount(0, text.length());
    if (length <= LONGEST_TEXT && enrichment.path("entities").size() <= MOST_ROWS) {
      return new ShownPart(text, enrichment, false);
    }
    int end = Math.min(length, LONGEST_TEXT);
    ObjectNode shown = enrichment.deepCopy();
    Predicate<JsonNode> inside = row -> row.path("end").asInt() <= end;
    keep(shown.path("entities"), inside);
    Set<String> named = new HashSet<>();
    shown.path("entities").forEach(entity -> named.add(entity.path("entityId").asText("")));
    keep(shown.path("facts"), fact -> named.contains(fact.path("subject").asText()));
    keep(shown.path("summary").path("sentences"), inside);
    return new ShownPart(text.substring(0, text.offsetByCodePoints(0, end)), shown, true);
  }

  private static void keep(JsonNode rows, Predicate<JsonNode> wanted) {
    if (rows instanceof ArrayNode array) {
      ArrayNode kept = array.arrayNode();
      for (JsonNode row : array) {
        if (kept.size() < MOST_ROWS && wanted.test(row)) {
          kept.add(row);
        }
      }
      array.removeAll();
      array.addAll(kept);
    }
  }
}
