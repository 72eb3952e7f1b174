package io.qklm.benchmarks.stories;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** Logistic regression with a ridge, by iteratively reweighted least squares. Deterministic. */
final class LogisticRegression {

  private static final int STEPS = 15;

  private LogisticRegression() {}

  /**
   * An example.
   *
   * @param clues the first is always 1
   * @param target probability that is right
   * @param weight of the example
   */
  @SuppressWarnings("ArrayRecordComponent") // numbers on their way through a loop
  record Example(double[] clues, double target, double weight) {}

  /**
   * The likeliest weights.
   *
   * @param ridge strength of the drawing to 0 of all but the first, per unit of weight
   */
  static double[] fit(List<Example> examples, double ridge) {
    int size = examples.get(0).clues().length;
    double total = examples.stream().mapToDouble(Example::weight).sum();
    double[] weights = new double[size];
    for (int step = 0; step < STEPS; step++) {
      DMatrixRMaj curve = new DMatrixRMaj(size, size);
      DMatrixRMaj slope = new DMatrixRMaj(size, 1);
      for (Example example : examples) {
        double[] clues = example.clues();
        double said = 1 / (1 + Math.exp(-product(weights, clues)));
        double force = example.weight() / total;
        double bend = force * Math.max(1e-6, said * (1 - said));
        for (int i = 0; i < size; i++) {
          if (clues[i] != 0) {
            slope.data[i] += force * (example.target() - said) * clues[i];
            for (int j = 0; j < size; j++) {
              curve.data[i * size + j] += bend * clues[i] * clues[j];
            }
          }
        }
      }
      for (int i = 0; i < size; i++) {
        curve.data[i * size + i] += i == 0 ? 1e-9 : ridge;
        slope.data[i] -= i == 0 ? 0 : ridge * weights[i];
      }
      DMatrixRMaj move = new DMatrixRMaj(size, 1);
      if (!CommonOps_DDRM.solve(curve, slope, move)) {
        throw new IllegalStateException("the examples do not settle the weights");
      }
      for (int i = 0; i < size; i++) {
        weights[i] += move.data[i];
      }
    }
    return weights;
  }

  static double product(double[] weights, double[] clues) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * clues[i];
    }
    return sum;
  }
}
