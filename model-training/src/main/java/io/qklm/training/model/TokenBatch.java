package io.qklm.training.model;

import io.qklm.model.encoding.Capitals;
import java.util.Arrays;
import java.util.List;

/**
 * Texts side by side, padded to the longest. Built from Java arrays only, so that data can be
 * prepared ahead of the step that reads it.
 *
 * @param rows texts, {@code B}
 * @param columns tokens of the longest text, {@code T}
 * @param ids {@code [B, T]} row-major, 0 for padding
 * @param capitals {@code [B, T]} row-major
 * @param lengths tokens of each text
 */
@SuppressWarnings("ArrayRecordComponent") // tensors in waiting, never compared
public record TokenBatch(int rows, int columns, long[] ids, long[] capitals, int[] lengths) {

  /**
   * Pads {@code texts}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static TokenBatch of(List<TokenRow> texts) {
    int columns =
        texts.stream()
            .mapToInt(TokenRow::size)
            .max()
            .orElseThrow(() -> new IllegalArgumentException("a batch needs at least one text"));
    int rows = texts.size();
    long[] ids = new long[rows * columns];
    long[] capitals = new long[rows * columns];
    Arrays.fill(capitals, Capitals.NONE.feature());
    int[] lengths = new int[rows];
    for (int row = 0; row < rows; row++) {
      TokenRow text = texts.get(row);
      lengths[row] = text.size();
      for (int column = 0; column < text.size(); column++) {
        ids[row * columns + column] = text.ids()[column];
        capitals[row * columns + column] = text.capitals()[column];
      }
    }
    return new TokenBatch(rows, columns, ids, capitals, lengths);
  }

  /** Whether any text is shorter than the longest. */
  public boolean padded() {
    return Arrays.stream(lengths).anyMatch(length -> length < columns);
  }

  /** Real tokens of all texts. */
  public int tokens() {
    return Arrays.stream(lengths).sum();
  }

  /**
   * 0 where there is a token and a large negative number where there is padding, {@code [B, T]}.
   */
  float[] attentionBias() {
    float[] bias = new float[rows * columns];
    for (int row = 0; row < rows; row++) {
      Arrays.fill(bias, row * columns + lengths[row], (row + 1) * columns, -1e9f);
    }
    return bias;
  }
}
