package io.qklm.benchmarks.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RougeTest {

  @Test
  void aSummaryEqualToItsReferenceScoresAHundred() {
    List<String> text = List.of("The cat sat on the mat.", "It slept.");
    assertThat(Rouge.score(text, text)).isEqualTo(new Rouge.Scores(100, 100, 100));
  }

  @Test
  void countsWordsPairsAndSubsequences() {
    Rouge.Scores scores =
        Rouge.score(List.of("police killed the gunman"), List.of("police kill the gunman now"));
    assertThat(scores.one()).isCloseTo(200.0 * 4 / 9, within(1e-9));
    assertThat(scores.two()).isCloseTo(200.0 * 3 / 7, within(1e-9));
    assertThat(scores.lsum()).isCloseTo(200.0 * 4 / 9, within(1e-9));
  }

  @Test
  void theOrderOfWordsMattersToTheSubsequenceOnly() {
    Rouge.Scores scores = Rouge.score(List.of("c b a"), List.of("a b c"));
    assertThat(scores.one()).isEqualTo(100);
    assertThat(scores.lsum()).isCloseTo(100.0 / 3, within(1e-9));
  }

  @Test
  void nothingInCommonScoresNothing() {
    assertThat(Rouge.score(List.of("alpha"), List.of("beta"))).isEqualTo(new Rouge.Scores(0, 0, 0));
  }
}
