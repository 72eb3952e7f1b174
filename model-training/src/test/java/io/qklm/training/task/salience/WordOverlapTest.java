package io.qklm.training.task.salience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordOverlapTest {

  private static final List<List<String>> SENTENCES =
      List.of(
          WordOverlap.words("It rained."),
          WordOverlap.words("The ferry sank off Rome!"),
          WordOverlap.words("Nobody knew why."),
          WordOverlap.words("All passengers were saved"));

  @Test
  void countsWordsAndPairs() {
    WordOverlap overlap = new WordOverlap(List.of("The cat sat.", "It slept"));
    List<String> summary = WordOverlap.words("the CAT slept");
    assertThat(overlap.one(summary)).isCloseTo(2.0 * 3 / 8, within(1e-12));
    assertThat(overlap.two(summary)).isCloseTo(2.0 * 1 / 6, within(1e-12));
    assertThat(overlap.one(List.of())).isZero();
    assertThat(new WordOverlap(List.of()).one(List.of())).isZero();
  }

  @Test
  void theGreedyChoiceTakesWhatHelpsAndStopsWhereNothingDoes() {
    WordOverlap overlap = new WordOverlap(List.of("Ferry sank off Rome.", "Passengers were saved"));
    assertThat(overlap.greedy(SENTENCES, 3)).containsExactly(false, true, false, true);
    assertThat(overlap.greedy(SENTENCES, 1)).containsExactly(false, true, false, false);
    assertThat(new WordOverlap(List.of("zebra")).greedy(SENTENCES, 3)).containsOnly(false);
  }

  @Test
  void threeWordsInARowAreARepetition() {
    assertThat(WordOverlap.repeats(WordOverlap.words("a ferry sank off Rome"), SENTENCES)).isTrue();
    assertThat(WordOverlap.repeats(WordOverlap.words("a ferry sank in Rome"), SENTENCES)).isFalse();
  }
}
