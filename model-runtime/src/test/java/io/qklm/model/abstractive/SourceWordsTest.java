package io.qklm.model.abstractive;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.text.Span;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceWordsTest {

  private static final SourceWords SOURCE =
      new SourceWords(
          "Ida Lund, mayor of São Paulo, paid 1,200 dollars for three boats in the 1990s. Bo Ek of"
              + " the United Nations got 3.5m, a third of it in May, the 12th month of the plan.");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ida Lund paid 1200 dollars for 3 boats.",
        "Yesterday Sao Paulo's mayor got three boats.",
        "The UN got 3.5 million.",
        "The U.N. got one of the boats in the 1990s.",
        "Twelve months went by.",
      })
  void saysWhatTheTextSays(String sentence) {
    assertThat(SOURCE.invented(sentence, List.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Ida Lund paid 1300 dollars.,1300",
    "The mayor of Oslo paid.,Oslo",
    "Four boats came.,Four",
    "It was in June.,June",
    "She got 35 boats.,35",
  })
  void isHeldAgainstNamesAndNumbers(String sentence, String invented) {
    assertThat(SOURCE.invented(sentence, List.of())).hasValue(invented);
  }

  @Test
  void aNameMadeOfTwoIsInvented() {
    assertThat(SOURCE.invented("Ida Ek paid.", List.of(new Span(0, 6)))).hasValue("Ida Ek");
    assertThat(SOURCE.invented("Ida Lund paid.", List.of(new Span(0, 8)))).isEmpty();
  }
}
