package io.qklm.training.release;

import io.qklm.model.annotate.Calibration;

/**
 * What the graph says of a mention, and what is right.
 *
 * @param candidates logits of its candidates
 * @param nil logit of NIL
 * @param right places of the right candidates; the place after the last means NIL
 * @param soleName whether the text says that it is a name and there is one candidate alone
 */
@SuppressWarnings("ArrayRecordComponent") // numbers of one mention, never compared
public record JudgedMention(float[] candidates, float nil, int[] right, boolean soleName) {

  /** A mention that may mean several, or is no name. */
  JudgedMention(float[] candidates, float nil, int[] right) {
    this(candidates, nil, right, false);
  }

  /** The probability of what is right. */
  double probability(Calibration calibration) {
    double[] shares = calibration.probabilities(candidates, 0, candidates.length, nil);
    double sum = 0;
    for (int place : right) {
      sum += place < shares.length ? shares[place] : 1 - total(shares);
    }
    return sum;
  }

  /** Whether it means an entity. */
  boolean linked() {
    return right.length > 0 && right[0] < candidates.length;
  }

  private static double total(double[] shares) {
    double total = 0;
    for (double share : shares) {
      total += share;
    }
    return total;
  }

  /** The probability of the likeliest candidate, negative if that is not right. */
  double signedBest(Calibration calibration) {
    double[] shares = calibration.probabilities(candidates, 0, candidates.length, nil);
    int best = 0;
    for (int place = 1; place < shares.length; place++) {
      best = shares[place] > shares[best] ? place : best;
    }
    boolean hit = false;
    for (int place : right) {
      hit |= place == best;
    }
    return hit ? shares[best] : -shares[best];
  }
}
