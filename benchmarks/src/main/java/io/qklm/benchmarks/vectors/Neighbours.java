package io.qklm.benchmarks.vectors;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Exact nearest neighbours, by dot product, of queries among vectors. */
final class Neighbours {

  private Neighbours() {}

  /**
   * The {@code k} vectors with the greatest product for each query, leaving out the query itself.
   *
   * @param queries numbers of the vectors that ask, with their true components
   * @param truth {@code [count][dimension]}, where queries take their components from
   * @param vectors {@code [count][dimension]}, what is searched
   * @return {@code [queries][k]} numbers of vectors, sorted by number
   */
  static int[][] of(int[] queries, float[][] truth, float[][] vectors, int k) {
    float[][] columns = columns(vectors);
    float[] scores = new float[vectors.length];
    int[][] nearest = new int[queries.length][];
    for (int q = 0; q < queries.length; q++) {
      Arrays.fill(scores, 0);
      float[] query = truth[queries[q]];
      for (int d = 0; d < columns.length; d++) {
        add(columns[d], query[d], scores);
      }
      nearest[q] = greatest(scores, k, queries[q]);
    }
    return nearest;
  }

  /** Mean share of the true neighbours that were found. */
  static double recall(int[][] truth, int[][] found) {
    double sum = 0;
    for (int q = 0; q < truth.length; q++) {
      int[] sorted = found[q];
      sum +=
          (double) Arrays.stream(truth[q]).filter(i -> Arrays.binarySearch(sorted, i) >= 0).count()
              / truth[q].length;
    }
    return sum / truth.length;
  }

  private static float[][] columns(float[][] vectors) {
    float[][] columns = new float[vectors[0].length][vectors.length];
    for (int i = 0; i < vectors.length; i++) {
      for (int d = 0; d < columns.length; d++) {
        columns[d][i] = vectors[i][d];
      }
    }
    return columns;
  }

  private static void add(float[] column, float x, float[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += x * column[i];
    }
  }

  private static int[] greatest(float[] scores, int k, int except) {
    PriorityQueue<Integer> best =
        new PriorityQueue<>(Comparator.comparingDouble((Integer i) -> scores[i]));
    for (int i = 0; i < scores.length; i++) {
      if (i == except) {
        continue;
      }
      if (best.size() < k) {
        best.add(i);
      } else if (scores[i] > scores[best.element()]) {
        best.remove();
        best.add(i);
      }
    }
    return best.stream().mapToInt(Integer::intValue).sorted().toArray();
  }
}
