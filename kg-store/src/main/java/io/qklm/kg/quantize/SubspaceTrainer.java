package io.qklm.kg.quantize;

import java.util.Arrays;
import java.util.Random;

/**
 * k-means with 256 centroids over the points of one subspace: k-means++ seeding, then Lloyd's
 * rounds. Everything runs in one thread and in one order, so the seed alone decides the result.
 */
final class SubspaceTrainer {

  private static final int CENTROIDS = ProductQuantizer.CENTROIDS;

  /** Rounds end once one lowers the loss by less than this share. */
  private static final double LEAST_GAIN = 1e-5;

  private final int count;
  private final int width;

  /** The points by row: {@code [point][component]}, flat. */
  private final float[] points;

  /** {@code [centroid][component]}, flat. */
  private final float[] centroids;

  /** Squared distance of each point to its nearest centroid, {@code [count]}. */
  private final float[] distances;

  /** Centroid of each point, {@code [count]}; -1 before the first round. */
  private final int[] assigned;

  private final Random random;

  /**
   * Holds the points without a copy.
   *
   * @param points {@code [count][width]}, flat, at least one point
   */
  SubspaceTrainer(float[] points, int width, long seed) {
    this.count = points.length / width;
    this.width = width;
    this.points = points;
    this.centroids = new float[CENTROIDS * width];
    this.distances = new float[count];
    this.assigned = new int[count];
    this.random = new Random(seed);
  }

  /** The centroids after at most {@code iterations} rounds, {@code [256][width]}, flat. */
  float[] train(int iterations) {
    seed();
    return improve(iterations);
  }

  /**
   * Goes on from centroids of an earlier training on much the same points.
   *
   * @param start holds {@code [256][width]}, flat, from {@code offset} on
   */
  float[] refine(float[] start, int offset, int iterations) {
    System.arraycopy(start, offset, centroids, 0, centroids.length);
    return improve(iterations);
  }

  private float[] improve(int iterations) {
    NearestCentroid searcher = new NearestCentroid(centroids, 0, width);
    Arrays.fill(assigned, -1);
    double before = Double.POSITIVE_INFINITY;
    for (int round = 0; round < iterations; round++) {
      double loss = assign(searcher);
      if (before - loss < LEAST_GAIN * loss || loss == 0) {
        break;
      }
      before = loss;
      moveToMeans();
      searcher.load(centroids, 0);
    }
    return centroids;
  }

  /** Draws each next centroid with a chance in proportion to its squared distance to the others. */
  private void seed() {
    float[][] columns = columns();
    Arrays.fill(distances, Float.POSITIVE_INFINITY);
    float[] fresh = new float[count];
    int chosen = random.nextInt(count);
    for (int c = 0; ; c++) {
      System.arraycopy(points, chosen * width, centroids, c * width, width);
      if (c == CENTROIDS - 1) {
        return;
      }
      Arrays.fill(fresh, 0);
      for (int d = 0; d < width; d++) {
        addSquares(columns[d], centroids[c * width + d], fresh);
      }
      double total = 0;
      for (int i = 0; i < count; i++) {
        float nearest = Math.min(distances[i], fresh[i]);
        distances[i] = nearest;
        total += nearest;
      }
      chosen = draw(total);
    }
  }

  private static void addSquares(float[] column, float centre, float[] sums) {
    for (int i = 0; i < sums.length; i++) {
      float difference = column[i] - centre;
      sums[i] += difference * difference;
    }
  }

  private int draw(double total) {
    if (total == 0) {
      // Fewer than 256 different points: the spare centroids repeat one and are never chosen by
      // the search, which takes the lowest of equals.
      return 0;
    }
    double left = random.nextDouble() * total;
    int last = 0;
    for (int i = 0; i < count; i++) {
      if (distances[i] > 0) {
        last = i;
        left -= distances[i];
        if (left < 0) {
          break;
        }
      }
    }
    return last;
  }

  /** The points by column, {@code [component][point]}: what the seeding runs along. */
  private float[][] columns() {
    float[][] columns = new float[width][count];
    for (int i = 0; i < count; i++) {
      for (int d = 0; d < width; d++) {
        columns[d][i] = points[i * width + d];
      }
    }
    return columns;
  }

  /** Gives each point its nearest centroid; returns the sum of squared distances. */
  private double assign(NearestCentroid searcher) {
    float[] toAll = new float[CENTROIDS];
    double loss = 0;
    for (int i = 0; i < count; i++) {
      int nearest = searcher.nearest(points, i * width, toAll);
      assigned[i] = nearest;
      distances[i] = toAll[nearest];
      loss += distances[i];
    }
    return loss;
  }

  private void moveToMeans() {
    double[] sums = new double[CENTROIDS * width];
    int[] members = new int[CENTROIDS];
    for (int i = 0; i < count; i++) {
      int c = assigned[i];
      members[c]++;
      for (int d = 0; d < width; d++) {
        sums[c * width + d] += points[i * width + d];
      }
    }
    for (int c = 0; c < CENTROIDS; c++) {
      if (members[c] == 0) {
        moveToFarthestPoint(c);
        continue;
      }
      for (int d = 0; d < width; d++) {
        centroids[c * width + d] = (float) (sums[c * width + d] / members[c]);
      }
    }
  }

  /** A centroid without points moves to the point that is served worst, and takes it. */
  private void moveToFarthestPoint(int centroid) {
    int farthest = 0;
    for (int i = 1; i < count; i++) {
      if (distances[i] > distances[farthest]) {
        farthest = i;
      }
    }
    if (distances[farthest] > 0) {
      System.arraycopy(points, farthest * width, centroids, centroid * width, width);
      distances[farthest] = 0;
    }
  }
}
