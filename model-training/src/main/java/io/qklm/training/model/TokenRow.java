package io.qklm.training.model;

import io.qklm.model.encoding.Capitals;

/**
 * One text as the encoder reads it, special tokens included.
 *
 * @param ids vocabulary ids, at least one
 * @param capitals {@link Capitals#feature()} of each token
 */
@SuppressWarnings("ArrayRecordComponent") // a hot value on the way into a tensor, never compared
public record TokenRow(int[] ids, byte[] capitals) {

  public TokenRow {
    if (ids.length == 0 || ids.length != capitals.length) {
      throw new IllegalArgumentException(
          "a row needs at least one token and a feature for each; it has "
              + ids.length
              + " tokens and "
              + capitals.length
              + " features");
    }
  }

  /** Tokens, special ones included. */
  public int size() {
    return ids.length;
  }
}
