package io.qklm.training.engine;

/**
 * Where the spans of a padded batch lie when each row has as many slots as the fullest row has
 * spans.
 *
 * @param width slots of a row, {@code S}
 * @param slots the slot of each span, counted over all rows
 */
@SuppressWarnings("ArrayRecordComponent") // on the way into a tensor, never compared
record SpanSlots(int width, int[] slots) {

  /**
   * Gives every span a slot.
   *
   * @throws IllegalArgumentException if there is no span, or one is empty or outside the batch
   */
  static SpanSlots of(int rows, int columns, int[] row, int[] start, int[] end) {
    if (row.length == 0) {
      throw new IllegalArgumentException("there is no span to lay out");
    }
    int[] used = new int[rows];
    int[] places = new int[row.length];
    int width = 0;
    for (int span = 0; span < row.length; span++) {
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
      places[span] = used[row[span]]++;
      width = Math.max(width, used[row[span]]);
    }
    for (int span = 0; span < row.length; span++) {
      places[span] += row[span] * width;
    }
    return new SpanSlots(width, places);
  }

  /** Spans. */
  int count() {
    return slots.length;
  }

  /** The place of a span among the slots of its row. */
  int place(int span) {
    return slots[span] % width;
  }
}
