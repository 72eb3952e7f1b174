package io.qklm.benchmarks.linking;

import java.util.List;

/**
 * A predicted link.
 *
 * @param score that it has
 * @param right whether span and entity are gold
 */
record Reliability(double score, boolean right) {

  private static final int BINS = 15;

  /** Expected calibration error (Naeini et al. 2015) over {@value #BINS} bins of equal width. */
  static double error(List<Reliability> links) {
    double[] said = new double[BINS];
    double[] hits = new double[BINS];
    for (Reliability link : links) {
      int bin = Math.min(BINS - 1, (int) (link.score * BINS));
      said[bin] += link.score;
      hits[bin] += link.right ? 1 : 0;
    }
    double error = 0;
    for (int bin = 0; bin < BINS; bin++) {
      error += Math.abs(said[bin] - hits[bin]);
    }
    return links.isEmpty() ? 0 : error / links.size();
  }
}
