package io.qklm.training.task.annotate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class SpanScoreTest {

  @Test
  void onlyExactNamesCount() {
    SpanScore score =
        SpanScore.NONE
            .plus(SpanScore.of(Set.of(1, 2), Set.of(1, 3)))
            .plus(SpanScore.of(Set.of(1), Set.of(2)));
    assertThat(score).isEqualTo(new SpanScore(3, 3, 1));
    assertThat(score.f1()).isEqualTo(1 / 3.0);
    assertThat(SpanScore.NONE.f1()).isZero();
  }
}
