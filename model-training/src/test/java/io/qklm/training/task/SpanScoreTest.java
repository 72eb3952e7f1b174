package io.qklm.training.task;

import static io.qklm.training.head.MentionLabel.B_LOC;
import static io.qklm.training.head.MentionLabel.B_PER;
import static io.qklm.training.head.MentionLabel.I_LOC;
import static io.qklm.training.head.MentionLabel.I_PER;
import static io.qklm.training.head.MentionLabel.O;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpanScoreTest {

  @Test
  void onlyExactNamesCount() {
    SpanScore score =
        SpanScore.NONE
            .plus(List.of(B_PER, I_PER, O, B_LOC), List.of(B_PER, I_PER, O, B_PER))
            .plus(List.of(B_PER, I_PER), List.of(B_PER, O));
    assertThat(score).isEqualTo(new SpanScore(3, 3, 1));
    assertThat(score.f1()).isEqualTo(1 / 3.0);
  }

  @Test
  void anInsideWithoutBeginningStartsAName() {
    assertThat(SpanScore.NONE.plus(List.of(B_PER, B_LOC, I_LOC), List.of(I_PER, I_LOC, I_LOC)))
        .isEqualTo(new SpanScore(2, 2, 2));
    assertThat(SpanScore.NONE.plus(List.of(B_PER, B_PER), List.of(B_PER, I_PER)))
        .isEqualTo(new SpanScore(2, 1, 0));
    assertThat(SpanScore.NONE.f1()).isZero();
  }
}
