package io.qklm.training.experiment.relation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class WhiteningTest {

  @Test
  void everyAxisHasMeanZeroAndVarianceOneAfterwards() {
    Random random = new Random(3);
    float[][] vectors = new float[4_000][];
    for (int i = 0; i < vectors.length; i++) {
      float a = (float) random.nextGaussian();
      float b = (float) random.nextGaussian();
      // The second axis is a fifth as wide as the first, and the last says nothing.
      vectors[i] = new float[] {3 + a + 0.2f * b, -1 - a + 0.2f * b, 7};
    }
    Whitening whitening = Whitening.of(vectors);
    double[][] products = new double[3][3];
    double[] sums = new double[3];
    for (float[] vector : vectors) {
      double[] white = new double[3];
      for (int row = 0; row < 3; row++) {
        white[row] = whitening.bias()[row];
        for (int d = 0; d < 3; d++) {
          white[row] += whitening.weight()[3 * row + d] * vector[d];
        }
        sums[row] += white[row] / vectors.length;
      }
      for (int row = 0; row < 3; row++) {
        for (int column = 0; column < 3; column++) {
          products[row][column] += white[row] * white[column] / vectors.length;
        }
      }
    }
    assertThat(sums).containsExactly(new double[3], within(1e-3));
    int wide = 0;
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        if (row != column) {
          assertThat(products[row][column]).isCloseTo(0, within(1e-2));
        }
      }
      wide += products[row][row] > 0.8 && products[row][row] < 1.01 ? 1 : 0;
      assertThat(products[row][row]).isLessThan(1.01);
    }
    assertThat(wide).isEqualTo(2);
  }
}
