package io.qklm.model.linking;

/**
 * How mentions are resolved.
 *
 * @param candidates entities looked at for one mention at most, by prior
 * @param nilThreshold score from 0 to 1 below which a mention links to nothing
 * @param weights how the evidence is weighed
 */
public record LinkingOptions(int candidates, double nilThreshold, LinkingWeights weights) {

  /** Links are said that are likelier than not. */
  public static final double THRESHOLD = 0.5;

  public LinkingOptions {
    if (candidates < 1 || !(nilThreshold >= 0 && nilThreshold <= 1)) {
      throw new IllegalArgumentException(
          "linking needs at least 1 candidate and a NIL threshold from 0 to 1, got "
              + candidates
              + " and "
              + nilThreshold);
    }
  }
}
