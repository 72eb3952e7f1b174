package io.qklm.kg.quantize;

import java.util.Arrays;

/**
 * Finds the centroid nearest to a point in one subspace.
 *
 * <p>The centroids lie by component, so that the inner loops run over all of them with unit stride
 * and without a sum across lanes, which is what the JIT turns into vector code; the order of
 * additions, and so the result, is the same on every machine. Differences are squared as they are:
 * the shorter way over {@code ||c||^2 - 2 x.c} loses the digits that tell close centroids apart.
 */
final class NearestCentroid {

  private static final int CENTROIDS = ProductQuantizer.CENTROIDS;

  /** Components of the subspace. */
  private final int width;

  /**
   * Centroids by component, {@code [component][centroid]}. One array a component and not a flat
   * one: the JIT of Java 17 leaves loops scalar that read one array at several offsets (8 times
   * slower).
   */
  private final float[][] byComponent;

  /**
   * Copies the centroids of one subspace.
   *
   * @param centroids holds {@code [256][width]}, flat, from {@code offset} on
   */
  NearestCentroid(float[] centroids, int offset, int width) {
    this.width = width;
    this.byComponent = new float[width][CENTROIDS];
    load(centroids, offset);
  }

  /** Takes other centroids of the same shape; for training, which owns its searcher alone. */
  void load(float[] centroids, int offset) {
    for (int c = 0; c < CENTROIDS; c++) {
      for (int d = 0; d < width; d++) {
        byComponent[d][c] = centroids[offset + c * width + d];
      }
    }
  }

  /**
   * The number of the nearest centroid, the lowest among equals.
   *
   * @param points holds the point's components from {@code at} on
   * @param distances takes the squared distance to each of the 256 centroids
   */
  int nearest(float[] points, int at, float[] distances) {
    Arrays.fill(distances, 0, CENTROIDS, 0);
    int d = 0;
    for (; d + 4 <= width; d += 4) {
      addSquares(
          byComponent[d],
          byComponent[d + 1],
          byComponent[d + 2],
          byComponent[d + 3],
          points[at + d],
          points[at + d + 1],
          points[at + d + 2],
          points[at + d + 3],
          distances);
    }
    for (; d < width; d++) {
      addSquares(byComponent[d], points[at + d], distances);
    }
    int best = 0;
    float least = distances[0];
    for (int c = 1; c < CENTROIDS; c++) {
      if (distances[c] < least) {
        least = distances[c];
        best = c;
      }
    }
    return best;
  }

  /** Writes the dot products of the point with all centroids to {@code out}, 256 floats. */
  void dots(float[] points, int at, float[] out, int outOffset) {
    float[] sums = new float[CENTROIDS];
    for (int d = 0; d < width; d++) {
      addProducts(byComponent[d], points[at + d], sums);
    }
    System.arraycopy(sums, 0, out, outOffset, CENTROIDS);
  }

  // Loops of their own, small enough for the JIT to see nothing else. Four components a pass spare
  // loads and stores of the sums.

  private static void addSquares(
      float[] row0,
      float[] row1,
      float[] row2,
      float[] row3,
      float x0,
      float x1,
      float x2,
      float x3,
      float[] sums) {
    for (int c = 0; c < CENTROIDS; c++) {
      float d0 = x0 - row0[c];
      float d1 = x1 - row1[c];
      float d2 = x2 - row2[c];
      float d3 = x3 - row3[c];
      sums[c] += d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3;
    }
  }

  private static void addSquares(float[] row, float x, float[] sums) {
    for (int c = 0; c < CENTROIDS; c++) {
      float difference = x - row[c];
      sums[c] += difference * difference;
    }
  }

  private static void addProducts(float[] row, float x, float[] sums) {
    for (int c = 0; c < CENTROIDS; c++) {
      sums[c] += x * row[c];
    }
  }
}
