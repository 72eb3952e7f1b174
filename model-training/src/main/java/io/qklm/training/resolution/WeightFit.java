package io.qklm.training.resolution;

import io.qklm.model.resolve.Beliefs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The likeliest weights of a choice among candidates and NIL (McFadden's conditional logit), by
 * Newton's steps with a penalty on their squares.
 */
final class WeightFit {

  private static final int STEPS = 12;
  private static final double ENOUGH = 1e-6;

  /**
   * A choice whose answer is known.
   *
   * @param rows evidence of the candidates and of NIL
   * @param right which of them are right; each as good as the other
   * @param weight how much it counts
   */
  @SuppressWarnings("ArrayRecordComponent") // on the way into sums, never compared
  record Choice(double[][] rows, boolean[] right, double weight) {}

  private final List<Choice> choices = new ArrayList<>();
  private final boolean[] free;
  private final double[] center;
  private final double[] penalty;

  /**
   * A fit.
   *
   * @param penalty on the square of how far each weight is from its centre
   * @param center where weights are without evidence
   * @param free which weights are fitted; the others stay at their centre
   */
  WeightFit(double[] penalty, double[] center, boolean[] free) {
    this.penalty = penalty.clone();
    this.center = center.clone();
    this.free = free.clone();
  }

  void add(Choice choice) {
    choices.add(choice);
  }

  /** The weights. */
  double[] fit() {
    double[] weights = center.clone();
    double last = value(weights);
    for (int step = 0; step < STEPS; step++) {
      double[] change = newton(weights);
      double scale = 1;
      double[] tried = moved(weights, change, scale);
      double reached = value(tried);
      while (reached < last && scale > 1e-3) {
        scale /= 2;
        tried = moved(weights, change, scale);
        reached = value(tried);
      }
      if (reached <= last + ENOUGH * Math.abs(last)) {
        return reached > last ? tried : weights;
      }
      weights = tried;
      last = reached;
    }
    return weights;
  }

  private static double[] moved(double[] weights, double[] change, double scale) {
    double[] moved = weights.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += scale * change[i];
    }
    return moved;
  }

  private double value(double[] weights) {
    double value = 0;
    for (Choice choice : choices) {
      double[] shares = shares(choice, weights);
      double right = 0;
      for (int row = 0; row < shares.length; row++) {
        right += choice.right()[row] ? shares[row] : 0;
      }
      value += choice.weight() * Math.log(Math.max(1e-12, right));
    }
    for (int i = 0; i < weights.length; i++) {
      double off = weights[i] - center[i];
      value -= penalty[i] / 2 * off * off;
    }
    return value;
  }

  private static double[] shares(Choice choice, double[] weights) {
    double[] values = new double[choice.rows().length];
    for (int row = 0; row < values.length; row++) {
      for (int i = 0; i < weights.length; i++) {
        values[row] += weights[i] * choice.rows()[row][i];
      }
    }
    return Beliefs.shares(values);
  }

  private double[] newton(double[] weights) {
    int count = weights.length;
    double[] gradient = new double[count];
    double[][] curvature = new double[count][count];
    for (Choice choice : choices) {
      double[] shares = shares(choice, weights);
      double right = 1e-12;
      for (int row = 0; row < shares.length; row++) {
        right += choice.right()[row] ? shares[row] : 0;
      }
      double[] mean = new double[count];
      double[] wanted = new double[count];
      for (int row = 0; row < shares.length; row++) {
        double share = choice.right()[row] ? shares[row] / right : 0;
        for (int i = 0; i < count; i++) {
          mean[i] += shares[row] * choice.rows()[row][i];
          wanted[i] += share * choice.rows()[row][i];
        }
      }
      for (int row = 0; row < shares.length; row++) {
        double heavy = choice.weight() * shares[row];
        for (int i = 0; i < count; i++) {
          double off = choice.rows()[row][i] - mean[i];
          if (off != 0) {
            for (int j = 0; j <= i; j++) {
              curvature[i][j] += heavy * off * (choice.rows()[row][j] - mean[j]);
            }
          }
        }
      }
      for (int i = 0; i < count; i++) {
        gradient[i] += choice.weight() * (wanted[i] - mean[i]);
      }
    }
    for (int i = 0; i < count; i++) {
      gradient[i] -= penalty[i] * (weights[i] - center[i]);
      curvature[i][i] += penalty[i];
      for (int j = 0; j < i; j++) {
        curvature[j][i] = curvature[i][j];
      }
    }
    for (int i = 0; i < count; i++) {
      if (!free[i]) {
        Arrays.fill(curvature[i], 0);
        for (int j = 0; j < count; j++) {
          curvature[j][i] = 0;
        }
        curvature[i][i] = 1;
        gradient[i] = 0;
      }
    }
    return solved(curvature, gradient);
  }

  /** Gauss with the largest pivot. */
  private static double[] solved(double[][] matrix, double[] right) {
    int count = right.length;
    double[] values = right.clone();
    for (int column = 0; column < count; column++) {
      int pivot = column;
      for (int row = column + 1; row < count; row++) {
        pivot = Math.abs(matrix[row][column]) > Math.abs(matrix[pivot][column]) ? row : pivot;
      }
      double[] line = matrix[pivot];
      matrix[pivot] = matrix[column];
      matrix[column] = line;
      double value = values[pivot];
      values[pivot] = values[column];
      values[column] = value;
      for (int row = column + 1; row < count; row++) {
        double factor = matrix[row][column] / line[column];
        for (int i = column; i < count; i++) {
          matrix[row][i] -= factor * line[i];
        }
        values[row] -= factor * values[column];
      }
    }
    for (int row = count - 1; row >= 0; row--) {
      for (int i = row + 1; i < count; i++) {
        values[row] -= matrix[row][i] * values[i];
      }
      values[row] /= matrix[row][row];
    }
    return values;
  }
}
