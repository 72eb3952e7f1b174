package io.qklm.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonProblemTest {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(4).maxStringLength(20).build())
          .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "not json|'not' is no JSON value",
        "{\"a\": 1|it ends before it is complete",
        "{\"a\": \"x|it ends before it is complete",
        "{\"a\": 1,}|'}' is not expected here",
        "[[[[[1]]]]]|nested deeper than the 4 levels",
        "{\"a\": \"0123456789012345678901234567890\"}|longer than the 20",
        "{\"a\": 1, \"a\": 2}|the field 'a' is given twice",
        "{\"a\": \"\\x\"}|is no escape",
        "{\"\\uD83C\": 1|surrogate",
        "{\"a\": 01}|number"
      })
  void saysWhatIsWrongInPlainWords(String json, String expected) throws IOException {
    assertThat(JsonProblem.of(failure(json))).contains(expected);
  }

  @Test
  void aLineBreakInAStringMustBeEscaped() throws IOException {
    assertThat(JsonProblem.of(failure("{\"a\": \"x\ny\"}"))).contains("must be escaped");
  }

  @Test
  void namesThePlaceAndNothingOfTheParser() throws IOException {
    for (String json : new String[] {"nope", "{\"a\": }", "[[[[[1]]]]]", "{a: 1}", "{\"a\" 1}"}) {
      assertThat(JsonProblem.withPlace(failure(json)))
          .as(json)
          .matches("( at line 1, column \\d+)?: .*")
          .doesNotContain("StreamRead", "fasterxml", "JSON String, Number", "code 1");
    }
  }

  @Test
  void thePlaceCountsFromOne() throws IOException {
    assertThat(JsonProblem.withPlace(failure("{\"a\": }")))
        .isEqualTo(" at line 1, column 7: '}' is not expected here");
  }

  private static JsonProcessingException failure(String json) throws IOException {
    try (JsonParser parser = FACTORY.createParser(json)) {
      while (parser.nextToken() != null) {
        parser.getText();
      }
    } catch (JsonProcessingException e) {
      return e;
    }
    throw new AssertionError("no failure in " + json);
  }
}
