package io.qklm.deploy.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import io.qklm.kafka.DocumentLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads what a reader of the page sends. */
final class Forms {

  /** UTF-16 units of a text: as many as the largest value that the job takes has bytes. */
  static final int MAX_TEXT = DocumentLimits.defaults().maxValueBytes();

  /** Bytes of a request at most: a text that the job takes, escaped, and the other fields. */
  static final int MAX_BODY = MAX_TEXT + (1 << 20);

  static final int MAX_NAME = 200;
  static final int MAX_DESCRIPTION = 1_000;
  static final int MAX_SENTENCE = 2_000;

  private static final List<String> KINDS = List.of("PER", "ORG", "LOC", "MISC");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Forms() {}

  static PastedDocument document(HttpExchange exchange) throws IOException, PageRefusal {
    JsonNode form = read(exchange);
    return new PastedDocument(
        optional(form, "title", MAX_NAME), required(form, "text", "a text", MAX_TEXT));
  }

  static NewEntity entity(HttpExchange exchange) throws IOException, PageRefusal {
    JsonNode form = read(exchange);
    String id = required(form, "id", "an id", MAX_NAME);
    if (id.codePoints().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
      throw PageRefusal.unusable("an id has no white space in it; write '_' or '-' instead");
    }
    String label = required(form, "label", "a name", MAX_NAME);
    Optional<String> alias = optional(form, "alias", MAX_NAME);
    String kind = required(form, "kind", "a kind", MAX_NAME);
    if (!KINDS.contains(kind)) {
      throw PageRefusal.unusable(
          "the kind is '" + kind + "'; one of " + String.join(", ", KINDS) + " is allowed");
    }
    String sentence = required(form, "sentence", "a sentence to try", MAX_SENTENCE);
    if (!names(sentence, label) && alias.filter(name -> names(sentence, name)).isEmpty()) {
      throw PageRefusal.unusable("the sentence to try must contain the name or the other name");
    }
    String description = required(form, "description", "a description", MAX_DESCRIPTION);
    return new NewEntity(id, label, alias, description, kind, sentence);
  }

  private static boolean names(String sentence, String name) {
    return sentence.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT));
  }

  private static JsonNode read(HttpExchange exchange) throws IOException, PageRefusal {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    // A plain form of another site cannot have this type.
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      throw new PageRefusal(415, "send JSON, with Content-Type: application/json");
    }
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) {
      throw new PageRefusal(413, "that is too much; at most " + MAX_BODY + " bytes are read");
    }
    try {
      JsonNode form = JSON.readTree(new String(body, StandardCharsets.UTF_8));
      if (form == null || !form.isObject()) {
        throw PageRefusal.unusable("a JSON object is needed");
      }
      return form;
    } catch (JsonProcessingException e) {
      throw PageRefusal.unusable(
          "that is no well-formed JSON; send an object with the form's fields");
    }
  }

  private static Optional<String> optional(JsonNode form, String field, int limit)
      throws PageRefusal {
    JsonNode value = form.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw PageRefusal.unusable("the field '" + field + "' must be a string");
    }
    String text = value.textValue().strip();
    if (text.length() > limit) {
      throw PageRefusal.unusable(
          "the field '"
              + field
              + "' has "
              + text.length()
              + " characters; at most "
              + limit
              + " are allowed");
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static String required(JsonNode form, String field, String what, int limit)
      throws PageRefusal {
    return optional(form, field, limit)
        .orElseThrow(() -> PageRefusal.unusable(what + " is needed (field '" + field + "')"));
  }
}
