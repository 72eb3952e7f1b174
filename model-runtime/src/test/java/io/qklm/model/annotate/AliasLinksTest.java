package io.qklm.model.annotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.store.format.StoredEntity;
import io.qklm.model.linking.CandidateMention;
import io.qklm.model.linking.LoadedEntities;
import io.qklm.model.linking.WeighedMention;
import io.qklm.text.Span;
import java.util.List;
import java.util.Map;
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

  @Test
  void isExplainedByThePriorsThatTheLinksGoBy() {
    List<StoredEntity> stored =
        List.of(
            new StoredEntity(5, new EntityId("Q5"), EntityKind.LOC, 1),
            new StoredEntity(9, new EntityId("Q9"), EntityKind.PER, 1));
    LoadedEntities entities = new LoadedEntities(Map.of(5, 0, 9, 1), new float[2][1], stored);
    List<WeighedMention> weighed =
        AliasLinks.weighed(List.of(mention(3, 5, 5, 0.6), mention(0, 2, 5, 1.01)), entities);
    assertThat(weighed)
        .extracting(WeighedMention::span)
        .containsExactly(new Span(0, 2), new Span(3, 5));
    assertThat(weighed.get(0).candidates().get(0).score()).isEqualTo(1);
    assertThat(weighed.get(1).candidates())
        .extracting(candidate -> candidate.entity().ordinal())
        .containsExactly(5, 9);
    assertThat(weighed.get(1).candidates())
        .allMatch(candidate -> candidate.score() == candidate.prior());
    assertThat(weighed.get(1).candidates().get(0).score())
        .isEqualTo(AliasLinks.of(List.of(mention(3, 5, 5, 0.6))).get(0).score());
  }
}
