package io.qklm.benchmarks.data;

import java.util.List;

/**
 * Something said with a score: a link, an answer.
 *
 * @param score that it has
 * @param right whether it is what the gold says
 */
public record Reliability(double score, boolean right) {

  private static final int BINS = 15;

  /** Expected calibration error (Naeini et al. 2015) over {@value #BINS} bins of equal width. */
  public static double error(List<Reliability> said) {
    double[] claimed = new double[BINS];
    double[] hits = new double[BINS];
    for (Reliability one : said) {
      int bin = Math.min(BINS - 1, (int) (one.score * BINS));
      claimed[bin] += one.score;
      hits[bin] += one.right ? 1 : 0;
    }
    double error = 0;
    for (int bin = 0; bin < BINS; bin++) {
      error += Math.abs(claimed[bin] - hits[bin]);
    }
    return said.isEmpty() ? 0 : error / said.size();
  }
}
