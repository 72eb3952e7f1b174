package io.qklm.benchmarks.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qklm.benchmarks.stories.Clustering.BCubed;
import io.qklm.benchmarks.stories.Clustering.Pair;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusteringTest {

  @Test
  void whatIsGroupedAsPeopleDidIsAllRight() {
    List<Pair> pairs = List.of(new Pair("a", "x"), new Pair("a", "x"), new Pair("b", "y"));
    assertThat(Clustering.bCubed(Clustering.shares(pairs)).f1()).isEqualTo(100);
    assertThat(Clustering.ari(pairs)).isEqualTo(100);
  }

  @Test
  void figuresAreThoseReckonedByHand() {
    // Two stories of two, of which one document strayed.
    List<Pair> pairs =
        List.of(new Pair("a", "x"), new Pair("a", "x"), new Pair("b", "x"), new Pair("b", "y"));
    BCubed figures = Clustering.bCubed(Clustering.shares(pairs));
    assertThat(figures.precision())
        .isCloseTo(100 * (2 / 3.0 + 2 / 3.0 + 1 / 3.0 + 1) / 4, within(1e-9));
    assertThat(figures.recall()).isCloseTo(75, within(1e-9));
    // One couple together of 2 and 3, of 6 in all: (1 - 1) / (2.5 - 1).
    assertThat(Clustering.ari(pairs)).isCloseTo(0, within(1e-9));
  }

  @Test
  void oneStoryThatSwallowsAllIsNoBetterThanChance() {
    List<Pair> pairs =
        List.of(new Pair("a", "x"), new Pair("a", "x"), new Pair("b", "x"), new Pair("b", "x"));
    assertThat(Clustering.ari(pairs)).isCloseTo(0, within(1e-9));
    assertThat(Clustering.bCubed(Clustering.shares(pairs)).recall()).isEqualTo(100);
  }
}
