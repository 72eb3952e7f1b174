package io.qklm.model.encoding;

/** Arithmetic on vectors held as float arrays. */
public final class Vectors {

  private Vectors() {}

  /** The dot product of two vectors of one length. */
  public static float dot(float[] a, float[] b) {
    float sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** The cosine of two vectors, 0 where one of them is zero. */
  public static float cosine(float[] a, float[] b) {
    return cosine(a, dot(a, a), b, dot(b, b));
  }

  /**
   * The same where the products of both with themselves are known.
   *
   * @param aa {@code dot(a, a)}
   * @param bb {@code dot(b, b)}
   */
  public static float cosine(float[] a, float aa, float[] b, float bb) {
    double norms = Math.sqrt((double) aa * bb);
    return norms > 0 ? (float) (dot(a, b) / norms) : 0;
  }

  /** Adds {@code weight * vector} to {@code sum}. */
  public static void add(float[] sum, float[] vector, float weight) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * vector[i];
    }
  }

  /** Scales to unit length in place; a zero vector stays. */
  public static void normalize(float[] vector) {
    double norm = Math.sqrt(dot(vector, vector));
    if (norm > 0) {
      float factor = (float) (1 / norm);
      for (int i = 0; i < vector.length; i++) {
        vector[i] *= factor;
      }
    }
  }

  /** Whether every component is a number and finite. */
  public static boolean isFinite(float[] vector) {
    for (float component : vector) {
      if (!Float.isFinite(component)) {
        return false;
      }
    }
    return true;
  }
}
