package io.qklm.kg.quantize;

/**
 * An orthonormal change of basis, which keeps lengths and dot products. A {@link ProductQuantizer}
 * cuts a vector into stretches; turning the vector first, so that what varies together lies in one
 * stretch, makes the codes say more (Ge, He, Ke and Sun, "Optimized Product Quantization", 2013).
 *
 * <p>Immutable and thread safe.
 */
public final class Rotation {

  /** Largest deviation of a product of two rows from 0, or of a row with itself from 1. */
  private static final float TOLERANCE = 1e-3f;

  /** The matrix by row, {@code [d][d]}: turned component r is {@code rows[r] . vector}. */
  private final float[][] rows;

  /** The matrix by column, {@code [d][d]}; both ways then run with unit stride. */
  private final float[][] columns;

  /**
   * Takes a matrix.
   *
   * @param matrix {@code [d][d]} finite floats; copied
   * @throws IllegalArgumentException if the rows are not of unit length and at right angles
   */
  public Rotation(float[][] matrix) {
    int dimension = matrix.length;
    if (dimension == 0) {
      throw new IllegalArgumentException("a rotation has at least 1 row, got none");
    }
    this.rows = new float[dimension][];
    this.columns = new float[dimension][dimension];
    for (int r = 0; r < dimension; r++) {
      if (matrix[r].length != dimension) {
        throw new IllegalArgumentException(
            "a rotation of " + dimension + " rows has row " + r + " of " + matrix[r].length);
      }
      rows[r] = matrix[r].clone();
      for (int c = 0; c < dimension; c++) {
        columns[c][r] = matrix[r][c];
      }
    }
    checkOrthonormal();
  }

  private void checkOrthonormal() {
    int dimension = rows.length;
    float[] products = new float[dimension];
    for (int r = 0; r < dimension; r++) {
      multiply(columns, rows[r], 0, products, 0);
      for (int other = 0; other < dimension; other++) {
        float expected = r == other ? 1 : 0;
        // Written so that NaN fails too.
        if (!(Math.abs(products[other] - expected) <= TOLERANCE)) {
          throw new IllegalArgumentException(
              "rows "
                  + r
                  + " and "
                  + other
                  + " of a rotation have the product "
                  + products[other]
                  + ", expected "
                  + expected
                  + "; the matrix is no rotation");
        }
      }
    }
  }

  /** Components of a vector, d. */
  public int dimension() {
    return rows.length;
  }

  /** Element of the matrix. */
  public float at(int row, int column) {
    return rows[row][column];
  }

  /** Turns {@code d} floats of {@code vector} from {@code at} on into {@code out}; not in place. */
  public void apply(float[] vector, int at, float[] out, int outAt) {
    multiply(columns, vector, at, out, outAt);
  }

  /** Turns back what {@link #apply} turned; not in place. */
  public void invert(float[] vector, int at, float[] out, int outAt) {
    multiply(rows, vector, at, out, outAt);
  }

  /** Sum over i of {@code vector[i] * lines[i]}: no sum across lanes, so the JIT vectorises it. */
  private static void multiply(float[][] lines, float[] vector, int at, float[] out, int outAt) {
    int dimension = lines.length;
    float[] sums = new float[dimension];
    int i = 0;
    for (; i + 4 <= dimension; i += 4) {
      add(
          lines[i],
          lines[i + 1],
          lines[i + 2],
          lines[i + 3],
          vector[at + i],
          vector[at + i + 1],
          vector[at + i + 2],
          vector[at + i + 3],
          sums);
    }
    for (; i < dimension; i++) {
      add(lines[i], vector[at + i], sums);
    }
    System.arraycopy(sums, 0, out, outAt, dimension);
  }

  private static void add(
      float[] line0,
      float[] line1,
      float[] line2,
      float[] line3,
      float x0,
      float x1,
      float x2,
      float x3,
      float[] sums) {
    for (int c = 0; c < sums.length; c++) {
      sums[c] += x0 * line0[c] + x1 * line1[c] + x2 * line2[c] + x3 * line3[c];
    }
  }

  /** Adds {@code x * line} to the sums, of one length. */
  static void add(float[] line, float x, float[] sums) {
    for (int c = 0; c < sums.length; c++) {
      sums[c] += x * line[c];
    }
  }
}
