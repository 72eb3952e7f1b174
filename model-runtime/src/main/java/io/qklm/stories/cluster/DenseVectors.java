package io.qklm.stories.cluster;

/** Vectors of floats, all of one length or empty. */
final class DenseVectors {

  private DenseVectors() {}

  /** The sum; an empty one counts for nothing. */
  static float[] sum(float[] one, float[] other) {
    if (one.length == 0 || other.length == 0) {
      return one.length == 0 ? other.clone() : one;
    }
    float[] sum = new float[one.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = one[i] + other[i];
    }
    return sum;
  }

  static float[] times(float[] vector, double factor) {
    float[] scaled = new float[vector.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (float) (vector[i] * factor);
    }
    return scaled;
  }

  /** The cosine; 0 where either is empty. */
  static double cosine(float[] one, float[] other) {
    double dot = 0;
    double mine = 0;
    double theirs = 0;
    for (int i = 0; i < one.length && i < other.length; i++) {
      dot += (double) one[i] * other[i];
      mine += (double) one[i] * one[i];
      theirs += (double) other[i] * other[i];
    }
    return mine == 0 || theirs == 0 ? 0 : dot / Math.sqrt(mine * theirs);
  }
}
