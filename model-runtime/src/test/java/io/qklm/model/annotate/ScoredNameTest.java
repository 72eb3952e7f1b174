package io.qklm.model.annotate;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.EntityKind;
import io.qklm.text.Span;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoredNameTest {

  /** A name that is an organisation by the text, e times as likely as a place. */
  private static final ScoredName TEAM =
      name(EntityKind.ORG, Map.of(EntityKind.ORG, 0.6, EntityKind.LOC, 0.6 / Math.E));

  private static ScoredName name(EntityKind kind, Map<EntityKind, Double> kinds) {
    return new ScoredName(new Name(new Span(0, 6), kind), 0.6, kinds);
  }

  @Test
  void theEntitysKindWinsUnlessTheTextIsSurerByMore() {
    assertThat(TEAM.kind(EntityKind.LOC, 0)).isEqualTo(EntityKind.ORG);
    assertThat(TEAM.kind(EntityKind.LOC, 0.9)).isEqualTo(EntityKind.ORG);
    assertThat(TEAM.kind(EntityKind.LOC, 1.1)).isEqualTo(EntityKind.LOC);
    assertThat(TEAM.kind(EntityKind.ORG, 1.1)).isEqualTo(EntityKind.ORG);
  }

  @Test
  void kindsThatNamesDoNotHaveSayNothing() {
    assertThat(TEAM.kind(EntityKind.UNKNOWN, 8)).isEqualTo(EntityKind.ORG);
    assertThat(TEAM.kind(EntityKind.OTHER, 8)).isEqualTo(EntityKind.ORG);
  }

  @Test
  void anAdjectiveOfACountryStaysAnOtherName() {
    ScoredName adjective =
        name(EntityKind.MISC, Map.of(EntityKind.MISC, 0.5, EntityKind.LOC, 0.45));
    assertThat(adjective.kind(EntityKind.LOC, 8)).isEqualTo(EntityKind.MISC);
  }
}
