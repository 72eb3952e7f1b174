package io.qklm.model.resolve;

/**
 * Decides what all mentions of a document mean: each by itself, then in rounds in which every
 * mention hears how likely the others mean what. Safe for any number of threads.
 */
public final class Resolver {

  private final int rounds;
  private final DecisionWeights alone;
  private final DecisionWeights together;

  public Resolver(ResolutionWeights weights) {
    this.rounds = weights.rounds();
    this.alone = weights.alone().weights();
    this.together = weights.together().weights();
  }

  /**
   * What came of it.
   *
   * @param document with the candidates that short forms got
   * @param beliefs of its mentions
   */
  public record Resolution(OpenDocument document, Beliefs beliefs) {}

  /** Decides on {@code document}. */
  public Resolution resolve(OpenDocument document) {
    DocumentEvidence evidence = DocumentEvidence.of(document, alone);
    Beliefs beliefs = Beliefs.of(evidence.alone(), alone);
    for (int round = 0; round < rounds; round++) {
      beliefs = Beliefs.of(evidence.given(beliefs), together);
    }
    return new Resolution(evidence.document(), beliefs);
  }
}
