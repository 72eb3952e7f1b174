package io.qklm.model.resolve;

/**
 * Weights of one decision, each by the index of {@link LinkEvidence}.
 *
 * @param choice which candidate, if any
 * @param link whether any
 */
@SuppressWarnings("ArrayRecordComponent") // read in inner loops, never compared
public record DecisionWeights(double[] choice, double[] link) {

  /** Those that say nothing. */
  public static DecisionWeights none() {
    return new DecisionWeights(new double[LinkEvidence.count()], new double[LinkEvidence.count()]);
  }
}
