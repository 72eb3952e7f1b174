package io.qklm.model.summary;

/**
 * What is known of a sentence beside its words, in the order in which the salience head reads it.
 * Order and number are model format: a constant keeps its place.
 */
public enum SentenceFeature {
  /** 1 / sqrt(1 + number of sentences before it). */
  EARLINESS(0),
  /** 1 for the first sentence. */
  FIRST(1),
  /** 1 for the first three. */
  AMONG_FIRST_THREE(2),
  /** Its place in the text, from 0 to 1. */
  PLACE(3),
  /** Natural logarithm of 1 + its words, a fifth of it. */
  LENGTH(4),
  /** 1 if it has fewer than five words. */
  SHORT(5);

  private static final int COUNT = values().length;

  private final int index;

  SentenceFeature(int index) {
    this.index = index;
  }

  /** Numbers known of a sentence. */
  public static int count() {
    return COUNT;
  }

  void set(float[] features, float value) {
    features[index] = value;
  }
}
