package io.qklm.model.annotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.text.Span;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScoredLinkTest {

  private static final Calibration FITTED = Calibration.NONE.withThresholds(0.4, 0.1);
  private static final ScoredLink SOLE = new ScoredLink(new Span(0, 5), 1, 0.2, true);
  private static final ScoredLink AMBIGUOUS = new ScoredLink(new Span(6, 9), 2, 0.2, false);
  private static final ScoredLink SURE = new ScoredLink(new Span(3, 8), 3, 0.6, false);

  @Test
  void aNameThatMeansOneEntityAloneIsBelievedEarlier() {
    List<ScoredLink> both = List.of(SOLE, AMBIGUOUS);
    assertThat(ScoredLink.chosen(both, Set.of(SOLE.span(), AMBIGUOUS.span()), FITTED))
        .containsExactly(SOLE);
    assertThat(ScoredLink.chosen(both, Set.of(), FITTED))
        .as("what the text does not call a name")
        .isEmpty();
    assertThat(ScoredLink.chosen(both, Set.of(SOLE.span()), FITTED.withThreshold(0.3)))
        .as("one threshold for all")
        .isEmpty();
  }

  @Test
  void ofLinksThatOverlapTheLikeliestIsChosen() {
    assertThat(ScoredLink.chosen(List.of(SOLE, SURE), Set.of(SOLE.span()), FITTED))
        .containsExactly(SURE);
  }

  @Test
  void withoutAThresholdOfTheirOwnSoleNamesHaveThatOfAll() {
    assertThat(new Calibration(1, 0, 0.3, 0, 0).least(true)).isEqualTo(0.3);
    assertThat(new Calibration(1, 0, 0, 0, 0).least(true)).isEqualTo(0.5);
    assertThatThrownBy(() -> FITTED.withThresholds(0.3, 2))
        .hasMessage("the threshold of links is 2.0; above 0 to 1 is allowed");
    assertThatThrownBy(() -> FITTED.withKindWeight(-1)).hasMessageContaining("must be 0 or more");
  }
}
