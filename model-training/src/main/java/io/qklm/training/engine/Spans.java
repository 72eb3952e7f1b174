package io.qklm.training.engine;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;

/**
 * Token spans of a padded batch, ragged over its rows: means of their tokens' states, and the way
 * back from one vector a span to every token of it. Both are products with small matrices, so
 * overlapping spans and rows without any are nothing special. Lives as long as the step.
 */
public final class Spans {

  private final int count;
  private final NDArray means;
  private final NDArray slots;
  private final SpanSpread spread;

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
    SpanSlots layout = SpanSlots.of(rows, columns, row, start, end);
    this.count = layout.count();
    float[] mean = new float[rows * layout.width() * columns];
    for (int span = 0; span < count; span++) {
      int first = layout.slots()[span] * columns;
      Arrays.fill(mean, first + start[span], first + end[span], 1f / (end[span] - start[span]));
    }
    this.means = step.floats(mean, rows, layout.width(), columns);
    this.slots = step.longs(Arrays.stream(layout.slots()).asLongStream().toArray(), count);
    this.spread = new SpanSpread(step, rows, columns, row, start, end, layout);
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
    return spread.spread(step, vectors);
  }
}
