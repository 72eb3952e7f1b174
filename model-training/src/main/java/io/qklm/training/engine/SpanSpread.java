package io.qklm.training.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.Arrays;

/**
 * The way from one vector a span to every token of it, in a padded batch whose rows have any number
 * of spans, overlapping or not: one product with a small matrix. Lives as long as the step.
 */
public final class SpanSpread {

  private final NDArray members;
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
  public SpanSpread(Step step, int rows, int columns, int[] row, int[] start, int[] end) {
    this(step, rows, columns, row, start, end, SpanSlots.of(rows, columns, row, start, end));
  }

  SpanSpread(Step step, int rows, int columns, int[] row, int[] start, int[] end, SpanSlots slots) {
    int width = slots.width();
    float[] member = new float[rows * columns * width];
    long[] owner = new long[rows * width];
    // Slots without a span read the zero row that follows the last span.
    Arrays.fill(owner, slots.count());
    for (int span = 0; span < slots.count(); span++) {
      owner[slots.slots()[span]] = span;
      for (int token = start[span]; token < end[span]; token++) {
        member[(row[span] * columns + token) * width + slots.place(span)] = 1;
      }
    }
    this.members = step.floats(member, rows, columns, width);
    this.owners = step.longs(owner, rows, width);
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
