package io.qklm.kg.source.wikidata;

import com.fasterxml.jackson.databind.JsonNode;
import io.qklm.kg.FactObject;
import io.qklm.kg.source.draft.Values;
import io.qklm.kg.source.lines.UnusableLineException;
import java.util.Optional;
import java.util.Set;

/** The values of Wikidata's claims, by the data model at {@code doc.wikimedia.org/Wikibase}. */
final class WikidataValues {

  private static final String ENTITY = "http://www.wikidata.org/entity/";
  private static final String EARTH = "Q2";

  /** Names in other catalogues, files and formulas: nothing that a text would say. */
  private static final Set<String> PASSED_OVER =
      Set.of(
          "external-id",
          "commonsMedia",
          "geo-shape",
          "tabular-data",
          "math",
          "musical-notation",
          "entity-schema");

  private WikidataValues() {}

  /**
   * What a claim says, if it says something that is kept: an unknown value, no value, a name in
   * another catalogue or a place off the Earth is not.
   *
   * @throws UnusableLineException if the value is not as the data model has it
   */
  static Optional<FactObject> object(JsonNode snak) throws UnusableLineException {
    if (!snak.path("snaktype").asText().equals("value")
        || passedOver(snak.path("datatype").asText())) {
      return Optional.empty();
    }
    JsonNode value = snak.path("datavalue").path("value");
    return switch (snak.path("datavalue").path("type").asText()) {
      case "wikibase-entityid" -> entity(value);
      case "quantity" -> Optional.of(Values.quantity(value.path("amount").asText(), unit(value)));
      case "time" ->
          Optional.of(
              Values.time(value.path("time").asText(), value.path("precision").asInt(11), true));
      case "globecoordinate" -> coordinate(value);
      case "string" -> text(value.asText(), Optional.empty());
      case "monolingualtext" ->
          text(value.path("text").asText(), Optional.of(value.path("language").asText("und")));
      default -> Optional.empty();
    };
  }

  /** Whether values of a type say nothing that a text would say. */
  static boolean passedOver(String datatype) {
    return PASSED_OVER.contains(datatype);
  }

  /** The id of an entity as a value; dumps before 2017 give its number alone. */
  static String id(JsonNode value) {
    String id = value.path("id").asText();
    String number = value.path("numeric-id").asText();
    if (!id.isEmpty() || number.isEmpty()) {
      return id;
    }
    return switch (value.path("entity-type").asText("item")) {
      case "item" -> "Q" + number;
      case "property" -> "P" + number;
      default -> "";
    };
  }

  private static Optional<FactObject> entity(JsonNode value) throws UnusableLineException {
    String id = id(value);
    return id.startsWith("Q")
        ? Optional.of(new FactObject.OfEntity(Values.id(id)))
        : Optional.empty();
  }

  private static Optional<String> unit(JsonNode value) {
    String unit = value.path("unit").asText();
    return unit.isEmpty() || unit.equals("1") ? Optional.empty() : Optional.of(lastPart(unit));
  }

  private static Optional<FactObject> coordinate(JsonNode value) throws UnusableLineException {
    String globe = lastPart(value.path("globe").asText(ENTITY + EARTH));
    globe = globe.equals("null") || globe.isEmpty() ? EARTH : globe; // as old dumps have it
    if (!globe.equals(EARTH)) {
      return Optional.empty();
    }
    return Optional.of(
        Values.coordinate(
            value.path("latitude").asDouble(Double.NaN),
            value.path("longitude").asDouble(Double.NaN)));
  }

  private static Optional<FactObject> text(String text, Optional<String> language) {
    return text.isBlank() ? Optional.empty() : Optional.of(new FactObject.Text(text, language));
  }

  private static String lastPart(String iri) {
    return iri.substring(iri.lastIndexOf('/') + 1);
  }
}
