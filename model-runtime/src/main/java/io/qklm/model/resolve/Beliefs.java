package io.qklm.model.resolve;

import java.util.List;

/**
 * How likely each mention means each of its candidates, and NIL.
 *
 * @param shares {@code [mention][candidate]}, from 0 to 1
 * @param nil of each mention; with its shares 1 in sum
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one text, never compared
public record Beliefs(double[][] shares, double[] nil) {

  /**
   * Beliefs that follow from evidence: which candidate by {@code softmax(choice * evidence)},
   * whether any by the logistic function of {@code link} and what is to be expected of the one that
   * is meant.
   *
   * @param evidence {@code [mention][candidates, then its own][LinkEvidence]}
   */
  public static Beliefs of(double[][][] evidence, DecisionWeights weights) {
    double[][] shares = new double[evidence.length][];
    double[] nil = new double[evidence.length];
    for (int m = 0; m < evidence.length; m++) {
      shares[m] = choice(evidence[m], weights.choice());
      double odds = dot(weights.link(), expected(evidence[m], shares[m]));
      double links = shares[m].length == 0 ? 0 : 1 / (1 + Math.exp(-odds));
      nil[m] = 1 - links;
      for (int c = 0; c < shares[m].length; c++) {
        shares[m][c] *= links;
      }
    }
    return new Beliefs(shares, nil);
  }

  /**
   * How likely each candidate is meant where one is.
   *
   * @param rows of the candidates, then the mention's own
   */
  public static double[] choice(double[][] rows, double[] weights) {
    double[] values = new double[rows.length - 1];
    for (int row = 0; row < values.length; row++) {
      values[row] = dot(weights, rows[row]);
    }
    return shares(values);
  }

  /** Shares that add up to one, as the exponentials of {@code values} have them; in place. */
  public static double[] shares(double[] values) {
    double most = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      most = Math.max(most, value);
    }
    double sum = 0;
    for (int row = 0; row < values.length; row++) {
      values[row] = Math.exp(values[row] - most);
      sum += values[row];
    }
    for (int row = 0; row < values.length; row++) {
      values[row] /= sum;
    }
    return values;
  }

  /** The mention's own evidence and the mean of its candidates', by how likely each is meant. */
  public static double[] expected(double[][] rows, double[] choice) {
    double[] mean = rows[rows.length - 1].clone();
    for (int row = 0; row < choice.length; row++) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += choice[row] * rows[row][i];
      }
    }
    return mean;
  }

  private static double dot(double[] weights, double[] row) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * row[i];
    }
    return sum;
  }

  /** How likely mention {@code m} means {@code ordinal}; 0 where that is no candidate of it. */
  double share(List<OpenMention> mentions, int m, int ordinal) {
    List<OpenCandidate> candidates = mentions.get(m).candidates();
    for (int c = 0; c < candidates.size(); c++) {
      if (candidates.get(c).ordinal() == ordinal) {
        return shares[m][c];
      }
    }
    return 0;
  }
}
