package io.qklm.benchmarks.speed;

import java.util.Arrays;
import java.util.Locale;

/**
 * What several rounds gave.
 *
 * @param median the middle one
 * @param least the smallest
 * @param most the largest
 */
record Spread(double median, double least, double most) {

  static Spread of(double... rounds) {
    if (rounds.length == 0) {
      throw new IllegalArgumentException("a spread needs at least one round");
    }
    double[] sorted = rounds.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  /** The quotients of rounds that ran side by side. */
  static Spread ratio(double[] above, double[] below) {
    return of(quotients(above, below));
  }

  /** Round by round. */
  static double[] quotients(double[] above, double[] below) {
    double[] quotients = new double[above.length];
    for (int i = 0; i < quotients.length; i++) {
      quotients[i] = above[i] / below[i];
    }
    return quotients;
  }

  @Override
  public String toString() {
    String form = Math.abs(median) >= 100 ? "%,.0f (%,.0f to %,.0f)" : "%.3f (%.3f to %.3f)";
    return String.format(Locale.ROOT, form, median, least, most);
  }
}
