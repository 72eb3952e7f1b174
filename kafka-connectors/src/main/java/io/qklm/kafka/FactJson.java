package io.qklm.kafka;

import com.fasterxml.jackson.core.JsonGenerator;
import io.qklm.document.FactStatement;
import io.qklm.kg.FactObject;
import java.io.IOException;

/** Facts as the wire contract has them. */
final class FactJson {

  private FactJson() {}

  static void write(JsonGenerator json, FactStatement fact) throws IOException {
    json.writeStartObject();
    json.writeStringField("subject", fact.subject().value());
    json.writeStringField("subjectLabel", fact.subjectLabel());
    json.writeStringField("relation", fact.relation());
    json.writeStringField("relationLabel", fact.relationLabel());
    json.writeObjectFieldStart("object");
    json.writeStringField("kind", fact.object().kind());
    if (fact.object() instanceof FactObject.OfEntity entity) {
      json.writeStringField("id", entity.id().value());
      json.writeStringField("label", fact.objectLabel().orElse(null));
    } else if (fact.object() instanceof FactObject.Text text) {
      json.writeStringField("value", text.value());
      json.writeStringField("language", text.language().orElse(null));
    } else if (fact.object() instanceof FactObject.Quantity quantity) {
      json.writeNumberField("value", quantity.value());
      json.writeStringField("unit", quantity.unit().orElse(null));
    } else if (fact.object() instanceof FactObject.Time time) {
      json.writeStringField("value", time.iso());
      json.writeStringField("precision", precision(time.precision()));
    } else if (fact.object() instanceof FactObject.Coordinate place) {
      json.writeNumberField("latitude", place.latitude());
      json.writeNumberField("longitude", place.longitude());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String precision(int wikidata) {
    return switch (wikidata) {
      case 9 -> "year";
      case 10 -> "month";
      case 8 -> "decade";
      case 7 -> "century";
      case 6 -> "millennium";
      default -> wikidata > 10 ? "day" : "coarser";
    };
  }
}
