package io.qklm.model.large;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How a base model becomes the file of weights that a graph reads. Offsets are bytes: {@code base}
 * of the base's weights, {@code down}, {@code up} and {@code even} of the bundle's file of changes,
 * the others of the result. For the matrix {@code W [inputs, outputs]} of the base, changes {@code
 * D [rank, inputs]} and {@code U [outputs, rank]} in bfloat16, a factor {@code f} and factors
 * {@code e [inputs]} in 32-bit floats, with {@code M = f (W + (U D)^T)}, the result has
 *
 * <pre>
 *   codes   int8    [inputs, width], columns from column on: round(e_i M_io / scale_o), 0 where apart
 *   scales  float32 [width]                                  largest |e_i M_io| of the column / 127
 *   apart   float32 [apart, width]                           rows of M that are not rounded
 * </pre>
 *
 * and for the words {@code int8 [rows, width]} with a scale for each row. Sums go by ascending rank
 * in 32-bit floats, so the result is the same on every machine.
 *
 * @param rank of the changes
 * @param size of the result, bytes
 * @param sha256 of the result, in hex
 * @param words the table of word embeddings, which is not changed
 * @param matrices in the order of their places in the base
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record MergePlan(int rank, long size, String sha256, Words words, List<Matrix> matrices) {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public MergePlan {
    if (rank < 1 || size < 1 || words == null || matrices == null || matrices.isEmpty()) {
      throw new IllegalArgumentException(
          "its changes need a rank and a size of 1 or more, words and matrices");
    }
    if (sha256 == null || !SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("its changes need a SHA-256 of 64 hex digits");
    }
    matrices = List.copyOf(matrices);
  }

  /** The same with another digest of the result. */
  public MergePlan withDigest(String digest) {
    return new MergePlan(rank, size, digest, words, matrices);
  }

  /**
   * The word embeddings.
   *
   * @param base where they are
   * @param rows words
   * @param width components of a word
   * @param codes where their bytes go
   * @param scales where the scales of their rows go
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Words(long base, int rows, int width, long codes, long scales) {}

  /**
   * One matrix.
   *
   * @param name for messages
   * @param base where it is
   * @param inputs of it
   * @param outputs of it
   * @param column where its outputs begin among those that are multiplied at once
   * @param width all outputs that are multiplied at once
   * @param factor of the whole
   * @param down where {@code D} is
   * @param up where {@code U} is
   * @param even where the factors of its inputs are; -1 for none
   * @param apart inputs that are multiplied in floats
   * @param codes where the bytes go
   * @param scales where the scales go
   * @param rows where what is apart goes
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Matrix(
      String name,
      long base,
      int inputs,
      int outputs,
      int column,
      int width,
      float factor,
      long down,
      long up,
      long even,
      List<Integer> apart,
      long codes,
      long scales,
      long rows) {

    public Matrix {
      if (name == null || base < 0 || inputs < 1 || outputs < 1 || column + outputs > width) {
        throw new IllegalArgumentException(
            "a matrix of its changes needs a name, a place and sizes that fit");
      }
      apart = apart == null ? List.of() : List.copyOf(apart);
    }
  }
}
