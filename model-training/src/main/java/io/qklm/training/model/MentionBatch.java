package io.qklm.training.model;

import java.util.List;

/**
 * The mentions of a batch, their candidates padded to the longest list. Built from Java arrays
 * only. A batch without any mention is valid.
 *
 * @param mentions {@code M}
 * @param candidates {@code C}, at least 1
 * @param rows text of each mention
 * @param starts first token of each
 * @param ends token after the last of each
 * @param vectors {@code [M, C, dimension]} row-major, zero where padded
 * @param features {@code [M, C, features]} row-major
 * @param valid {@code [M, C]}, 1 for a candidate and 0 for padding
 */
@SuppressWarnings("ArrayRecordComponent") // tensors in waiting, never compared
public record MentionBatch(
    int mentions,
    int candidates,
    int[] rows,
    int[] starts,
    int[] ends,
    float[] vectors,
    float[] features,
    float[] valid) {

  /**
   * Pads {@code mentions}.
   *
   * @param dimension components of a candidate's vector
   * @param featureCount numbers known of a candidate, at least 1
   * @throws IllegalArgumentException if a vector or a feature list has another size
   */
  public static MentionBatch of(List<Mention> mentions, int dimension, int featureCount) {
    int count = mentions.size();
    int longest = mentions.stream().mapToInt(Mention::candidates).max().orElse(0);
    int width = Math.max(1, longest);
    int[] rows = new int[count];
    int[] starts = new int[count];
    int[] ends = new int[count];
    float[] vectors = new float[count * width * dimension];
    float[] features = new float[count * width * featureCount];
    float[] valid = new float[count * width];
    for (int m = 0; m < count; m++) {
      Mention mention = mentions.get(m);
      rows[m] = mention.row();
      starts[m] = mention.start();
      ends[m] = mention.end();
      for (int c = 0; c < mention.candidates(); c++) {
        int place = m * width + c;
        copy(mention.vectors()[c], vectors, place, dimension, "components");
        copy(mention.features()[c], features, place, featureCount, "features");
        valid[place] = 1;
      }
    }
    return new MentionBatch(count, width, rows, starts, ends, vectors, features, valid);
  }

  private static void copy(float[] from, float[] to, int place, int size, String what) {
    if (from.length != size) {
      throw new IllegalArgumentException(
          "a candidate has " + from.length + " " + what + "; the network takes " + size);
    }
    System.arraycopy(from, 0, to, place * size, size);
  }

  /** Whether there is no mention. */
  public boolean isEmpty() {
    return mentions == 0;
  }

  /** 0 for a candidate and a large negative number for padding, {@code [M, C]}. */
  float[] logitBias() {
    float[] bias = new float[valid.length];
    for (int i = 0; i < bias.length; i++) {
      bias[i] = valid[i] == 0 ? -1e9f : 0;
    }
    return bias;
  }
}
