package io.qklm.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextRankTest {

  @Test
  void choosesWhatMostSentencesSpeakOf() {
    List<String> sentences =
        List.of(
            "Nobody knew why.",
            "The port was closed after the storm.",
            "The storm closed the port, the road and the school.",
            "The road to the school stays closed.",
            "Cats sleep.");
    assertThat(TextRank.best(sentences, 1)).containsExactly(2);
    assertThat(TextRank.best(sentences, 3)).containsExactly(1, 2, 3);
  }

  @Test
  void standsShortTexts() {
    assertThat(TextRank.best(List.of(), 3)).isEmpty();
    assertThat(TextRank.best(List.of("One.", "!"), 3)).containsExactly(0, 1);
  }
}
