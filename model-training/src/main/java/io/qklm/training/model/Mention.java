package io.qklm.training.model;

/**
 * A span that may name an entity, with what the knowledge says it may mean.
 *
 * @param row its text in the batch
 * @param start first token, the special ones counted
 * @param end token after the last
 * @param vectors {@code [candidates][dimension]}, dequantized, of unit length; may be empty
 * @param features {@code [candidates][features]}; the first is the logarithm of the prior
 */
@SuppressWarnings("ArrayRecordComponent") // vectors on their way into a tensor, never compared
public record Mention(int row, int start, int end, float[][] vectors, float[][] features) {

  public Mention {
    if (vectors.length != features.length) {
      throw new IllegalArgumentException(
          "a mention has " + vectors.length + " vectors, but features of " + features.length);
    }
  }

  /** Candidates. */
  public int candidates() {
    return vectors.length;
  }
}
