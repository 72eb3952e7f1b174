package io.qklm.model.linking;

/**
 * The weights of the evidence for a link, on the scale of log-odds. Chosen by {@code benchmarks/run
 * tune-linking} on training sets with the development knowledge, then drawn back where the search
 * went to extremes: a user's own entities may carry no kind at all.
 *
 * @param bias log-odds with no evidence at all
 * @param prior weight of the natural logarithm of the candidate's prior
 * @param sentence weight of the cosine between the mention's sentence and the entity
 * @param document weight of the cosine between the whole text and the entity
 * @param coherence weight of the cosine between the entity and the other links of the text
 * @param rank weight of the entity's prominence, 0 to 1
 * @param words weight of each further word of the mention, up to three
 * @param sentenceStart for a single word that begins a sentence, where every word has a capital
 * @param shouting for a mention in a sentence written in capitals throughout
 * @param insideName for a mention that is part of a longer name that the knowledge does not have
 * @param besideName for a single word that touches another single-word mention, as in {@code Lake
 *     Malawi} where only the two words are known
 * @param commonConcept for an entity that is a common concept rather than a name
 * @param unknownKind for an entity of which the source does not say what it is
 */
public record LinkingWeights(
    double bias,
    double prior,
    double sentence,
    double document,
    double coherence,
    double rank,
    double words,
    double sentenceStart,
    double shouting,
    double insideName,
    double besideName,
    double commonConcept,
    double unknownKind) {

  /** The weights in use. */
  public static LinkingWeights defaults() {
    return new LinkingWeights(-0.5, 1.6, 1.5, 2.0, 3.8, 1.0, 0, -0.7, -0.5, -3.0, -1.8, -2.8, -0.7);
  }
}
