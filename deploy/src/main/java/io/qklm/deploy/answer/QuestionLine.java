package io.qklm.deploy.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.qklm.document.Question;
import io.qklm.document.Rejection;
import io.qklm.document.Rejection.Cause;
import io.qklm.text.JsonProblem;
import java.io.IOException;
import java.util.Optional;

/**
 * A line with a question: an object with {@code id}, {@code question} and perhaps {@code context}.
 */
public sealed interface QuestionLine {

  /** A question that can be asked. */
  record Asked(Question question) implements QuestionLine {}

  /** What is none; the rejection says why. */
  record Malformed(Rejection rejection) implements QuestionLine {}

  /** Reads a line. */
  static QuestionLine read(byte[] line) {
    return Reader.read(line);
  }

  /** The reading. */
  final class Reader {

    private static final ObjectReader JSON =
        new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Reader() {}

    private static QuestionLine read(byte[] line) {
      JsonNode object;
      try {
        object = JSON.readTree(line);
      } catch (JsonProcessingException e) {
        return rejected("", Cause.MALFORMED, "the line is not JSON: " + JsonProblem.of(e));
      } catch (IOException e) {
        return rejected("", Cause.INVALID_ENCODING, "the line is not UTF-8: " + e.getMessage());
      }
      if (!object.isObject()) {
        return rejected(
            "", Cause.WRONG_TYPE, "the line is no JSON object with 'id' and 'question'");
      }
      String id = object.path("id").asText("");
      for (String field : new String[] {"id", "question"}) {
        if (!object.hasNonNull(field) || object.path(field).asText().isBlank()) {
          return rejected(id, Cause.MISSING_FIELD, "field '" + field + "' is missing or empty");
        }
      }
      for (String field : new String[] {"id", "question", "context"}) {
        if (object.hasNonNull(field) && !object.path(field).isTextual()) {
          return rejected(id, Cause.WRONG_TYPE, "field '" + field + "' is no string");
        }
      }
      return new Asked(
          new Question(
              id,
              object.path("question").asText(),
              Optional.ofNullable(object.get("context"))
                  .filter(JsonNode::isTextual)
                  .map(JsonNode::asText)));
    }

    private static QuestionLine rejected(String id, Cause cause, String message) {
      return new Malformed(new Rejection(id, cause, message));
    }
  }
}
