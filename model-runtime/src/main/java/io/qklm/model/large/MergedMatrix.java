package io.qklm.model.large;

import io.qklm.model.large.MergePlan.Matrix;
import java.io.IOException;
import java.util.Arrays;

/** One matrix of the base with its changes, rounded; see {@link MergePlan}. */
@SuppressWarnings("ArrayRecordComponent") // on its way into a file, never compared
record MergedMatrix(byte[] codes, float[] scales, float[] apart) {

  private static final int LARGEST = 127;

  /**
   * Merges and rounds.
   *
   * @param base {@code W [inputs, outputs]} row-major
   * @return codes {@code [inputs, outputs]}, scales {@code [outputs]}, apart {@code [apart,
   *     outputs]}
   */
  static MergedMatrix of(Matrix matrix, int rank, float[] base, ChangesFile changes)
      throws IOException {
    int inputs = matrix.inputs();
    int outputs = matrix.outputs();
    float[] down = changes.narrow(matrix.down(), rank * inputs);
    float[] up = changes.narrow(matrix.up(), outputs * rank);
    float[] columns = columns(matrix, changes);
    byte[] codes = new byte[inputs * outputs];
    float[] scales = new float[outputs];
    float[] apart = new float[matrix.apart().size() * outputs];
    float[] row = new float[inputs];
    for (int output = 0; output < outputs; output++) {
      Arrays.fill(row, 0);
      for (int r = 0; r < rank; r++) {
        float share = up[output * rank + r];
        int from = r * inputs;
        for (int i = 0; i < inputs; i++) {
          row[i] += share * down[from + i];
        }
      }
      for (int i = 0; i < inputs; i++) {
        row[i] = (base[i * outputs + output] + row[i]) * matrix.factor();
      }
      for (int place = 0; place < matrix.apart().size(); place++) {
        apart[place * outputs + output] = row[matrix.apart().get(place)];
      }
      scales[output] = round(row, columns, codes, output, outputs);
    }
    return new MergedMatrix(codes, scales, apart);
  }

  private static float[] columns(Matrix matrix, ChangesFile changes) throws IOException {
    float[] columns = new float[matrix.inputs()];
    if (matrix.even() < 0) {
      Arrays.fill(columns, 1);
    } else {
      columns = changes.wide(matrix.even(), matrix.inputs());
    }
    for (int component : matrix.apart()) {
      columns[component] = 0;
    }
    return columns;
  }

  private static float round(float[] row, float[] columns, byte[] codes, int output, int outputs) {
    float most = 0;
    for (int i = 0; i < row.length; i++) {
      row[i] *= columns[i];
      most = Math.max(most, Math.abs(row[i]));
    }
    float scale = most == 0 ? 1 : most / LARGEST;
    for (int i = 0; i < row.length; i++) {
      codes[i * outputs + output] = (byte) Math.round(row[i] / scale);
    }
    return scale;
  }
}
