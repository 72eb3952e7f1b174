package io.qklm.model.encoding;

/**
 * The tokens of a text, without special tokens.
 *
 * @param ids vocabulary ids
 * @param starts first UTF-16 position of each token in the text
 * @param ends position after the last of each token
 * @param words whether each begins a word
 */
@SuppressWarnings("ArrayRecordComponent") // a hot value, never compared
public record Tokens(long[] ids, int[] starts, int[] ends, boolean[] words) {

  /** Tokens. */
  public int size() {
    return ids.length;
  }

  /** Index of the first token that starts at or after {@code position}. */
  public int firstFrom(int position) {
    int low = 0;
    int high = starts.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (starts[middle] < position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
