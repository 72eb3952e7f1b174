package io.qklm.kg.quantize;

import java.util.Arrays;

/**
 * Finds the centroid nearest to a point in one subspace.
 *
 * <p>{@code ||x - c||^2 = ||x||^2 - 2 x.c + ||c||^2} and {@code ||x||^2} is the same for every
 * centroid, so the least {@code ||c||^2 / 2 - x.c} wins. The centroids lie by component, so that
 * the inner loop runs over all of them with unit stride and without a sum across lanes, which is
 * what the JIT turns into vector code; the order of additions, and so the result, is the same on
 * every machine.
 */
final class NearestCentroid {

  private static final int CENTROIDS = ProductQuantizer.CENTROIDS;

  /** Components of the subspace. */
  private final int width;

  /** Centroids by component: {@code [component][centroid]}, flat. */
  private final float[] byComponent;

  /** {@code ||c||^2 / 2} of each centroid, {@code [256]}. */
  private final float[] halfNorms = new float[CENTROIDS];

  /**
   * Copies the centroids of one subspace.
   *
   * @param centroids holds {@code [256][width]}, flat, from {@code offset} on
   */
  NearestCentroid(float[] centroids, int offset, int width) {
    this.width = width;
    this.byComponent = new float[width * CENTROIDS];
    load(centroids, offset);
  }

  /** Takes other centroids of the same shape; for training, which owns its searcher alone. */
  void load(float[] centroids, int offset) {
    for (int c = 0; c < CENTROIDS; c++) {
      float norm = 0;
      for (int d = 0; d < width; d++) {
        float value = centroids[offset + c * width + d];
        byComponent[d * CENTROIDS + c] = value;
        norm += value * value;
      }
      halfNorms[c] = norm / 2;
    }
  }

  /**
   * The number of the nearest centroid, the lowest among equals.
   *
   * @param points holds the point's components from {@code at} on
   * @param scores room for 256 floats
   */
  int nearest(float[] points, int at, float[] scores) {
    System.arraycopy(halfNorms, 0, scores, 0, CENTROIDS);
    addProducts(points, at, -1, scores, 0);
    int best = 0;
    float least = scores[0];
    for (int c = 1; c < CENTROIDS; c++) {
      if (scores[c] < least) {
        least = scores[c];
        best = c;
      }
    }
    return best;
  }

  /** Writes the dot products of the point with all centroids to {@code out}, 256 floats. */
  void dots(float[] points, int at, float[] out, int outOffset) {
    Arrays.fill(out, outOffset, outOffset + CENTROIDS, 0);
    addProducts(points, at, 1, out, outOffset);
  }

  /** Adds {@code sign * x.c} to each of 256 sums. Four components a pass spare loads and stores. */
  private void addProducts(float[] points, int at, float sign, float[] sums, int to) {
    int d = 0;
    for (; d + 4 <= width; d += 4) {
      addFour(
          byComponent,
          d * CENTROIDS,
          sign * points[at + d],
          sign * points[at + d + 1],
          sign * points[at + d + 2],
          sign * points[at + d + 3],
          sums,
          to);
    }
    for (; d < width; d++) {
      addOne(byComponent, d * CENTROIDS, sign * points[at + d], sums, to);
    }
  }

  // Loops of their own, small enough for the JIT to see nothing else.
  private static void addFour(
      float[] rows, int row, float x0, float x1, float x2, float x3, float[] sums, int to) {
    for (int c = 0; c < CENTROIDS; c++) {
      sums[to + c] +=
          x0 * rows[row + c]
              + x1 * rows[row + CENTROIDS + c]
              + x2 * rows[row + 2 * CENTROIDS + c]
              + x3 * rows[row + 3 * CENTROIDS + c];
    }
  }

  private static void addOne(float[] rows, int row, float x, float[] sums, int to) {
    for (int c = 0; c < CENTROIDS; c++) {
      sums[to + c] += x * rows[row + c];
    }
  }
}
