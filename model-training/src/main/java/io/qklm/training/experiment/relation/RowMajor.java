package io.qklm.training.experiment.relation;

import java.util.Arrays;

/** RowMajor as rows of one array and back. */
public final class RowMajor {

  private RowMajor() {}

  /** All rows, one behind the other. */
  static float[] flat(float[][] rows) {
    int width = rows.length == 0 ? 0 : rows[0].length;
    float[] flat = new float[Math.multiplyExact(rows.length, width)];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, flat, row * width, width);
    }
    return flat;
  }

  /** The {@code count} rows of {@code flat}. */
  static float[][] rows(float[] flat, int count) {
    int width = count == 0 ? 0 : flat.length / count;
    float[][] rows = new float[count][];
    for (int row = 0; row < count; row++) {
      rows[row] = Arrays.copyOfRange(flat, row * width, (row + 1) * width);
    }
    return rows;
  }
}
