package io.qklm.deploy.demo;

import com.fasterxml.jackson.databind.JsonNode;

/** The object of a fact on the wire, in words. */
final class FactText {

  private FactText() {}

  static String object(JsonNode fact) {
    JsonNode object = fact.path("object");
    return switch (object.path("kind").asText()) {
      case "entity" -> object.path("label").asText(object.path("id").asText());
      case "quantity" -> object.path("value").asText() + unit(object.path("unit"));
      case "coordinate" ->
          object.path("latitude").asText() + ", " + object.path("longitude").asText();
      default -> object.path("value").asText();
    };
  }

  private static String unit(JsonNode unit) {
    return unit.isTextual() ? " " + unit.asText() : "";
  }
}
