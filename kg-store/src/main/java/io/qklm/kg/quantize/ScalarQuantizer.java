package io.qklm.kg.quantize;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * One signed byte a component and one scale a vector.
 *
 * <p>Code layout, {@code 4 + dimension} bytes: the scale as a little-endian float, then component d
 * as a signed byte q in -127 to 127, standing for {@code q * scale}. The scale is the greatest
 * magnitude of the vector over 127, so a component is off by at most half a scale; the zero vector
 * has scale 0. Immutable and thread safe.
 */
public final class ScalarQuantizer {

  private static final VarHandle FLOAT =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int LEVELS = 127;

  private final int dimension;

  public ScalarQuantizer(int dimension) {
    if (dimension < 1) {
      throw new IllegalArgumentException("a vector has at least 1 component, got " + dimension);
    }
    this.dimension = dimension;
  }

  /** Components of a vector. */
  public int dimension() {
    return dimension;
  }

  /** Bytes of a code. */
  public int codeLength() {
    return Float.BYTES + dimension;
  }

  /**
   * Writes the code of a vector.
   *
   * @param vector {@code [dimension]} finite floats
   * @param codes takes {@link #codeLength} bytes from {@code offset} on
   */
  public void encode(float[] vector, byte[] codes, int offset) {
    checkVector(vector);
    float greatest = 0;
    for (int d = 0; d < dimension; d++) {
      float magnitude = Math.abs(vector[d]);
      if (!Float.isFinite(magnitude)) {
        throw new IllegalArgumentException(
            "component " + d + " is " + vector[d] + "; only finite numbers can be encoded");
      }
      greatest = Math.max(greatest, magnitude);
    }
    float scale = greatest / LEVELS;
    if (Float.isInfinite(scale * LEVELS)) {
      // Rounded up beside the greatest float there is, it would come back as infinity.
      scale = Math.nextDown(scale);
    }
    FLOAT.set(codes, offset, scale);
    for (int d = 0; d < dimension; d++) {
      // A scale that underflowed to 0 stands for a vector too small to tell from zero.
      int level = scale == 0 ? 0 : Math.round(vector[d] / scale);
      codes[offset + Float.BYTES + d] = (byte) Math.max(-LEVELS, Math.min(LEVELS, level));
    }
  }

  /**
   * Reads a code back.
   *
   * @param out takes {@code dimension} floats from {@code outOffset} on
   */
  public void decode(byte[] codes, int offset, float[] out, int outOffset) {
    float scale = (float) FLOAT.get(codes, offset);
    for (int d = 0; d < dimension; d++) {
      out[outOffset + d] = codes[offset + Float.BYTES + d] * scale;
    }
  }

  /** The dot product of a query with the vector behind the code. */
  public float dot(float[] query, byte[] codes, int offset) {
    checkVector(query);
    float sum = 0;
    for (int d = 0; d < dimension; d++) {
      sum += query[d] * codes[offset + Float.BYTES + d];
    }
    return sum * (float) FLOAT.get(codes, offset);
  }

  private void checkVector(float[] vector) {
    if (vector.length != dimension) {
      throw new IllegalArgumentException(
          "this quantizer takes vectors of " + dimension + " components, got " + vector.length);
    }
  }
}
