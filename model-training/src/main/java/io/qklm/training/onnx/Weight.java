package io.qklm.training.onnx;

import java.util.Arrays;

/**
 * One named tensor of 32-bit floats.
 *
 * @param name BERT's name, as {@code encoder.layer.0.attention.self.query.weight}
 * @param shape sizes, outermost first; a linear map is {@code [outputs, inputs]}
 * @param values row-major, as many as the shape says; owned by this record
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes of weights, read once and never compared
public record Weight(String name, long[] shape, float[] values) {

  public Weight {
    long size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    if (size != values.length) {
      throw new IllegalArgumentException(
          "the weight "
              + name
              + " has "
              + values.length
              + " values, but its shape "
              + Arrays.toString(shape)
              + " needs "
              + size);
    }
  }

  /** The same numbers under another name. */
  public Weight named(String other) {
    return new Weight(other, shape, values);
  }

  /** The transpose of a matrix. */
  public Weight transposed() {
    int rows = Math.toIntExact(shape[0]);
    int columns = Math.toIntExact(shape[1]);
    float[] turned = new float[values.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        turned[column * rows + row] = values[row * columns + column];
      }
    }
    return new Weight(name, new long[] {columns, rows}, turned);
  }
}
