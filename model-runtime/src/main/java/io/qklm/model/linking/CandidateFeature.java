package io.qklm.model.linking;

import io.qklm.kg.EntityKind;

/**
 * What is known of a candidate, in the order in which the network reads it. Order and number are
 * model format: a constant keeps its place.
 */
public enum CandidateFeature {
  /** Natural logarithm of the prior, at least that of 0.0001. */
  PRIOR(0),
  /** Rank of the entity. */
  RANK(1),
  /** 1 for an entity of unknown kind; this and the next are in the order of EntityKind.code(). */
  KIND_UNKNOWN(2),
  /** 1 for a person. */
  KIND_PER(3),
  /** 1 for an organisation. */
  KIND_ORG(4),
  /** 1 for a place. */
  KIND_LOC(5),
  /** 1 for another name. */
  KIND_MISC(6),
  /** 1 for any other entity. */
  KIND_OTHER(7),
  /** Words of the surface form, a quarter each, at most 1. */
  WORDS(8),
  /** 1 if the surface form lies inside a longer one. */
  INSIDE(9),
  /** 1 if the surface form is written in capitals throughout, three letters or more. */
  CAPITALS(10),
  /** 1 if a longer surface form elsewhere in the text may mean the same entity. */
  LONGER_ELSEWHERE(11),
  /** Cosine of the entity's vector and what the text's other surface forms may mean. */
  COHERENCE(12);

  private static final int COUNT = values().length;

  private final int index;

  CandidateFeature(int index) {
    this.index = index;
  }

  /** Numbers known of a candidate. */
  public static int count() {
    return COUNT;
  }

  /** The feature that is 1 for entities of {@code kind}. */
  public static CandidateFeature of(EntityKind kind) {
    return switch (kind) {
      case UNKNOWN -> KIND_UNKNOWN;
      case PER -> KIND_PER;
      case ORG -> KIND_ORG;
      case LOC -> KIND_LOC;
      case MISC -> KIND_MISC;
      case OTHER -> KIND_OTHER;
    };
  }

  /** Its place among the numbers of a candidate. */
  public int index() {
    return index;
  }

  /** Its value among the {@code features} of a candidate. */
  public float in(float[] features) {
    return features[index];
  }

  void set(float[] features, float value) {
    features[index] = value;
  }
}
