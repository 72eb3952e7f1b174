package io.qklm.training.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Precision;
import io.qklm.training.engine.Step;
import io.qklm.training.engine.Torch;
import org.junit.jupiter.api.Test;

class LossesTest {

  @Test
  void lossesAreTheirFormulas() {
    try (Torch torch = Torch.open(1);
        Parameters parameters = new Parameters(torch, 1);
        Step step = Step.plain(torch, parameters, Precision.FLOAT32)) {
      float[] logits = {(float) Math.log(2), 0, 0, 0, 0, (float) Math.log(6)};
      double first = Math.log(4) - Math.log(2);
      double second = Math.log(8);
      assertThat(
              Losses.crossEntropy(step, step.floats(logits, 2, 3), new long[] {0, 1}, 0).getFloat())
          .isCloseTo((float) ((first + second) / 2), within(1e-5f));

      double uniform = (3 * Math.log(4) - Math.log(2) + 3 * Math.log(8) - Math.log(6)) / 6;
      assertThat(
              Losses.crossEntropy(step, step.floats(logits, 2, 3), new long[] {0, 1}, 0.1f)
                  .getFloat())
          .isCloseTo((float) (0.9 * (first + second) / 2 + 0.1 * uniform), within(1e-5f));

      float[] right = {1, 1, 0, 0, 0, 1};
      double both = (Math.log(4) - Math.log(3) + Math.log(8) - Math.log(6)) / 2;
      assertThat(Losses.marginalLikelihood(step, step.floats(logits, 2, 3), right).getFloat())
          .isCloseTo((float) both, within(1e-5f));

      // Row 0: choices 0 and 1 are right, 0 is asked. Row 1: choice 2 is right and asked.
      double among = (Math.log(3) - Math.log(2) + Math.log(8) - Math.log(6)) / 2;
      assertThat(
              Losses.amongWrong(
                      step, step.floats(logits, 2, 3), new long[] {0, 1, 5}, new long[] {0, 5})
                  .getFloat())
          .isCloseTo((float) among, within(1e-5f));

      double binary = (Math.log(2) + Math.log1p(Math.exp(-30))) / 2;
      assertThat(
              Losses.binary(step, step.floats(new float[] {0, 30}, 2), new float[] {0, 1})
                  .getFloat())
          .isCloseTo((float) binary, within(1e-5f));
    }
  }
}
