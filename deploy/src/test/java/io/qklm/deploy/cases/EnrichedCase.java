package io.qklm.deploy.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A document of a case and what became of it.
 *
 * @param text as it was sent
 * @param result the enriched record, or the error
 */
record EnrichedCase(String text, JsonNode result) {

  /** A name that was found. */
  record Said(String text, String type, Optional<String> label, int start, int end) {}

  boolean rejected() {
    return result.has("cause");
  }

  String language() {
    return result.path("language").asText();
  }

  List<Said> entities() {
    List<Said> entities = new ArrayList<>();
    for (JsonNode entity : result.path("entities")) {
      entities.add(
          new Said(
              entity.path("text").asText(),
              entity.path("type").asText(),
              Optional.ofNullable(entity.path("label").asText(null)),
              entity.path("start").asInt(),
              entity.path("end").asInt()));
    }
    return entities;
  }

  List<String> names() {
    return entities().stream().map(Said::text).toList();
  }

  List<String> labels() {
    return entities().stream().flatMap(entity -> entity.label().stream()).toList();
  }

  String type(String name) {
    return entities().stream()
        .filter(entity -> entity.text().equals(name))
        .map(Said::type)
        .findFirst()
        .orElse("");
  }

  String label(String name) {
    return entities().stream()
        .filter(entity -> entity.text().equals(name))
        .flatMap(entity -> entity.label().stream())
        .findFirst()
        .orElse("");
  }

  /** The sentences of the summary, as they stand in the text. */
  List<String> summary() {
    List<String> sentences = new ArrayList<>();
    for (JsonNode sentence : result.path("summary").path("sentences")) {
      sentences.add(slice(sentence.path("start").asInt(), sentence.path("end").asInt()));
    }
    return sentences;
  }

  String summaryText() {
    return result.path("summary").path("text").asText("");
  }

  String slice(int start, int end) {
    return text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end));
  }
}
