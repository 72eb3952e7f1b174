package io.qklm.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import org.junit.jupiter.api.Test;

class SpansTest {

  @Test
  void spansMayOverlapAndRowsMayHaveNone() {
    try (Torch torch = Torch.open(1);
        Parameters parameters = new Parameters(torch, 1);
        Step step = Step.plain(torch, parameters, Precision.FLOAT32)) {
      // Three rows of four tokens with two components each: token t of row r is (10 r + t, 1).
      float[] states = new float[3 * 4 * 2];
      for (int i = 0; i < 12; i++) {
        states[2 * i] = 10 * (i / 4) + i % 4;
        states[2 * i + 1] = 1;
      }
      int[] row = {2, 0, 0};
      int[] start = {1, 0, 1};
      int[] end = {2, 3, 2};
      Spans spans = new Spans(step, 3, 4, row, start, end);

      NDArray means = spans.means(step.floats(states, 3, 4, 2));
      assertThat(means.toFloatArray())
          .containsExactly(new float[] {21, 1, 1, 1, 1, 1}, within(1e-5f));

      NDArray spread = spans.spread(step, step.floats(new float[] {5, 7, 11}, 3, 1));
      assertThat(spread.toFloatArray())
          .containsExactly(new float[] {7, 18, 7, 0, 0, 0, 0, 0, 0, 5, 0, 0}, within(1e-5f));
    }
  }

  @Test
  void aSpanOutsideTheBatchIsRefused() {
    try (Torch torch = Torch.open(1);
        Parameters parameters = new Parameters(torch, 1);
        Step step = Step.plain(torch, parameters, Precision.FLOAT32)) {
      assertThatThrownBy(() -> new Spans(step, 2, 4, new int[] {1}, new int[] {3}, new int[] {5}))
          .hasMessageContaining("tokens 3 to 5 in row 1")
          .hasMessageContaining("2 x 4");
    }
  }
}
