package io.qklm.model.resolve;

/**
 * An entity that a mention may mean, before the document decides.
 *
 * @param ordinal the entity
 * @param logPrior natural logarithm of the surface form's prior for it
 * @param logit what the network gave it over NIL; 0 where the network was not asked
 * @param coherence cosine of its vector and what the rest of the text may mean
 * @param scored whether the network was asked
 */
public record OpenCandidate(
    int ordinal, double logPrior, double logit, double coherence, boolean scored) {

  /** One that the network was not asked of. */
  public static OpenCandidate unscored(int ordinal, double logPrior) {
    return new OpenCandidate(ordinal, logPrior, 0, 0, false);
  }
}
