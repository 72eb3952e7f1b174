package io.qklm.training.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;

/**
 * Token spans of a padded batch, ragged over its rows: means of their tokens' states, and the way
 * back from one vector a span to every token of it. Both are products with small matrices, so
 * overlapping spans and rows without any are nothing special. Lives as long as the step.
 */
public final class Spans {

  private final int count;
  private final NDArray means;
  private final NDArray members;
  private final NDArray slots;
  private final NDArray owners;

  /**
   * Lays out spans, of which there must be at least one.
   *
   * @param rows rows of the batch, {@code B}
   * @param columns tokens of a row, {@code T}
   * @param row the row of each span
   * @param start its first token
   * @param end the token after its last
   * @throws IllegalArgumentException if there is no span, or one is empty or outside the batch
   */
  public Spans(Step step, int rows, int columns, int[] row, int[] start, int[] end) {
    this.count = row.length;
    if (count == 0) {
      throw new IllegalArgumentException("there is no span to lay out");
    }
    int[] used = new int[rows];
    int widest = 0;
    for (int span = 0; span < count; span++) {
      if (row[span] < 0
          || row[span] >= rows
          || start[span] < 0
          || start[span] >= end[span]
          || end[span] > columns) {
        throw new IllegalArgumentException(
            "the span of tokens "
                + start[span]
                + " to "
                + end[span]
                + " in row "
                + row[span]
                + " is empty or outside a batch of "
                + rows
                + " x "
                + columns);
      }
      widest = Math.max(widest, ++used[row[span]]);
    }
    float[] mean = new float[rows * widest * columns];
    float[] member = new float[rows * columns * widest];
    long[] slot = new long[count];
    long[] owner = new long[rows * widest];
    // Slots without a span read the zero row that follows the last span.
    java.util.Arrays.fill(owner, count);
    int[] next = new int[rows];
    for (int span = 0; span < count; span++) {
      int place = next[row[span]]++;
      slot[span] = (long) row[span] * widest + place;
      owner[(int) slot[span]] = span;
      for (int token = start[span]; token < end[span]; token++) {
        mean[((int) slot[span]) * columns + token] = 1f / (end[span] - start[span]);
        member[(row[span] * columns + token) * widest + place] = 1;
      }
    }
    this.means = step.floats(mean, rows, widest, columns);
    this.members = step.floats(member, rows, columns, widest);
    this.slots = step.longs(slot, count);
    this.owners = step.longs(owner, rows, widest);
  }

  /** Spans. */
  public int count() {
    return count;
  }

  /**
   * The mean state of each span.
   *
   * @param states {@code [B, T, hidden]}
   * @return {@code [spans, hidden]}
   */
  public NDArray means(NDArray states) {
    NDArray slotted = means.matMul(states);
    return Lookup.rows(slotted.reshape(-1, states.getShape().getLastDimension()), slots);
  }

  /**
   * For each token the sum of the vectors of the spans it stands in, zero where it stands in none.
   *
   * @param vectors {@code [spans, width]}
   * @return {@code [B, T, width]}
   */
  public NDArray spread(Step step, NDArray vectors) {
    long width = vectors.getShape().getLastDimension();
    NDArray none = step.floats(new float[Math.toIntExact(width)], 1, width);
    NDArray padded = NDArrays.concat(new NDList(vectors, none), 0);
    return members.matMul(Lookup.rows(padded, owners));
  }
}
