package io.qklm.training.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.model.resolve.LinkEvidence;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Weights that choices were drawn with are found again, and no others move. */
class WeightFitTest {

  @Test
  void findsTheWeightsThatChoicesWereDrawnWith() {
    int count = LinkEvidence.count();
    double[] penalty = new double[count];
    Arrays.fill(penalty, 0.1);
    boolean[] free = new boolean[count];
    free[0] = true;
    free[1] = true;
    WeightFit fit = new WeightFit(penalty, new double[count], free);
    Random random = new Random(1);
    for (int i = 0; i < 4000; i++) {
      double[][] rows = new double[3][count];
      double[] odds = new double[3];
      double sum = 0;
      for (int row = 0; row < 3; row++) {
        for (int one = 0; one < 3; one++) {
          rows[row][one] = random.nextGaussian();
        }
        odds[row] = Math.exp(1.5 * rows[row][0] - rows[row][1]);
        sum += odds[row];
      }
      double drawn = random.nextDouble() * sum;
      boolean[] right = new boolean[3];
      right[drawn < odds[0] ? 0 : drawn < odds[0] + odds[1] ? 1 : 2] = true;
      fit.add(new WeightFit.Choice(rows, right, 1));
    }
    double[] weights = fit.fit();
    assertThat(weights[0]).isCloseTo(1.5, Offset.offset(0.15));
    assertThat(weights[1]).isCloseTo(-1, Offset.offset(0.15));
    assertThat(weights[2]).isZero();
  }
}
