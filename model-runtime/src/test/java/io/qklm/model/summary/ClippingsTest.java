package io.qklm.model.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.text.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClippingsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AYR, May 3 (Reuters) - The harbour has opened.|The harbour has opened.",
        "(CNN) -- The harbour has opened.|The harbour has opened.",
        "By . Ida Lund . The harbour has opened.|The harbour has opened.",
        "By Ida Lund for MailOnline . The harbour has opened.|The harbour has opened.",
        "By Ida Lund and Bo Ek, Associated Press The harbour has opened.|The harbour has opened.",
        "PUBLISHED: 14:11 EST, 25 May 2013 . The harbour has opened.|The harbour has opened.",
        "The harbour has opened. (Reporting by Ida Lund; Editing by Bo Ek)|The harbour has opened.",
        "The harbour has opened. (AP)|The harbour has opened.",
        "NATO - the alliance of 32 - has opened an office.|NATO - the alliance of 32 - has opened"
            + " an office.",
        "By Monday the ferry will have left.|By Monday the ferry will have left.",
      })
  void takesAwayWhatRanIn(String sentence, String left) {
    assertThat(clipped(sentence)).isEqualTo(left);
  }

  @Test
  void whatIsLeftStandsInTheText() {
    String text = "It rains. (AP) The harbour has opened today. (Reuters) It rains.";
    Span sentence = new Span(10, text.length() - 10);
    Span clipped = Clippings.clipped(text, sentence);
    assertThat(clipped.in(text)).isEqualTo("The harbour has opened today.");
  }

  @Test
  void aSentenceThatWouldBeGoneIsLeft() {
    assertThat(clipped("(CNN) -- Hello.")).isEqualTo("(CNN) -- Hello.");
  }

  private static String clipped(String sentence) {
    return Clippings.clipped(sentence, new Span(0, sentence.length())).in(sentence);
  }
}
