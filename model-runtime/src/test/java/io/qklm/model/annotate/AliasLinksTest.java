package io.qklm.model.annotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.qklm.model.linking.CandidateMention;
import io.qklm.text.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class AliasLinksTest {

  private static CandidateMention mention(int start, int end, int ordinal, double prior) {
    return new CandidateMention(
        new Span(start, end),
        new int[] {ordinal, 9},
        new float[][] {{(float) Math.log(prior)}, {-3f}});
  }

  @Test
  void aTextIsForeignWhenMostOfItsLettersAreNotLatin() {
    assertThat(AliasLinks.foreign("柏林是德国的首都。")).isTrue();
    assertThat(AliasLinks.foreign("Столица Germany — Берлин")).isTrue();
    assertThat(AliasLinks.foreign("Die Hauptstadt ist Berlin.")).isFalse();
    assertThat(AliasLinks.foreign("1234 🎉")).isFalse();
  }

  @Test
  void theLongestFormMeansWhatItMostOftenMeans() {
    assertThat(
            AliasLinks.of(
                List.of(mention(0, 1, 4, 0.9), mention(0, 2, 5, 0.6), mention(3, 5, 6, 1))))
        .extracting(ScoredLink::span, ScoredLink::ordinal)
        .containsExactly(tuple(new Span(0, 2), 5), tuple(new Span(3, 5), 6));
    assertThat(AliasLinks.of(List.of(mention(0, 2, 5, 0.6))).get(0).score())
        .isEqualTo(0.6, within(1e-6));
  }
}
