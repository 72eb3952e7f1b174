package io.qklm.training.experiment.relation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qklm.measure.Bootstrap;
import io.qklm.training.data.Triple;
import io.qklm.training.experiment.relation.RankFigure.Side;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FactRanksTest {

  /** Two rows of five entities; the second is asked. */
  private static final float[] SCORES = {9, 9, 9, 9, 9, 0.5f, 0.9f, 0.2f, 0.7f, 0.5f};

  @Test
  void otherRightAnswersDoNotCountAsErrors() {
    assertThat(FactRanks.rank(SCORES, 5, 5, 3, new int[] {3})).isEqualTo(2);
    assertThat(FactRanks.rank(SCORES, 5, 5, 3, new int[] {1, 3})).isEqualTo(1);
    assertThat(FactRanks.rank(SCORES, 5, 5, 2, new int[] {2})).isEqualTo(5);
    assertThat(FactRanks.rank(SCORES, 5, 5, 2, new int[] {0, 1, 2})).isEqualTo(3);
  }

  @Test
  void equalScoresCountHalf() {
    assertThat(FactRanks.rank(SCORES, 5, 5, 0, new int[] {0})).isEqualTo(3.5);
    assertThat(FactRanks.rank(SCORES, 5, 5, 0, new int[] {0, 4})).isEqualTo(3);
    // Scores that say nothing put every answer in the middle.
    assertThat(FactRanks.rank(SCORES, 0, 5, 0, new int[] {0})).isEqualTo(3);
    assertThat(FactRanks.rank(SCORES, 0, 5, 4, new int[0])).isEqualTo(3);
  }

  @Test
  void figuresAreMeansOverQuestionsAndSeeds() {
    Triple first = new Triple(0, 0, 1);
    Triple second = new Triple(2, 0, 3);
    List<FactRanks> one = List.of(new FactRanks(first, 1, 2), new FactRanks(second, 4, 20));
    List<FactRanks> two = List.of(new FactRanks(first, 1, 1), new FactRanks(second, 5, 10));
    Set<Integer> unseen = Set.of(3);

    assertThat(value(RankFigure.MRR, List.of(one), Side.BOTH, unseen))
        .isCloseTo(100 * (1 + 0.5 + 0.25 + 0.05) / 4, within(1e-9));
    assertThat(value(RankFigure.MRR, List.of(one, two), Side.OBJECTS, unseen))
        .isCloseTo(100 * (1 + 0.25 + 1 + 0.2) / 4, within(1e-9));
    assertThat(value(RankFigure.HITS_1, List.of(one, two), Side.SUBJECTS, unseen)).isEqualTo(25);
    assertThat(value(RankFigure.HITS_3, List.of(one), Side.BOTH, unseen)).isEqualTo(50);
    assertThat(value(RankFigure.HITS_10, List.of(one, two), Side.BOTH, unseen)).isEqualTo(87.5);
    assertThat(value(RankFigure.MRR, List.of(one), Side.UNSEEN_ASKED, unseen)).isEqualTo(25);
    assertThat(value(RankFigure.MRR, List.of(one), Side.UNSEEN_GIVEN, unseen)).isEqualTo(5);
  }

  private static double value(
      RankFigure figure, List<List<FactRanks>> seeds, Side side, Set<Integer> unseen) {
    Bootstrap.Interval interval = figure.of(seeds, side, unseen, 1);
    assertThat(interval.low()).isLessThanOrEqualTo(interval.value());
    assertThat(interval.high()).isGreaterThanOrEqualTo(interval.value());
    return interval.value();
  }
}
