package io.qklm.model.describe;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.text.Span;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of two sentences that name Ayr, the first says more of it. */
class SayingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Ayr opened its harbour.|Boats left for Ayr.",
        "Ayr is a port of 46,000.|Ayr, Troon and Girvan opened.",
        "The boats came to Ayr, a port of 46,000.|The boats came to Ayr.",
        "Ayr sold its boats.|Ayr's boats were sold.",
        "The port Ayr closed.|Boats in Ayr were sold.",
        "On Monday, Ayr sold boats.|On Monday boats were sold in Ayr.",
        "Boats and Ayr itself changed.|Boats came from Troon and Ayr.",
      })
  void theFirstSaysMore(String more, String less) {
    assertThat(of(more)).isGreaterThan(of(less));
  }

  private static double of(String sentence) {
    int at = sentence.indexOf("Ayr");
    return Saying.of(sentence, new Span(0, sentence.length()), new Span(at, at + 3));
  }
}
