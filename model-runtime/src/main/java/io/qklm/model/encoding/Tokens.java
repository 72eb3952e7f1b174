package io.qklm.model.encoding;

/**
 * The tokens of a text, without special tokens.
 *
 * @param ids vocabulary ids
 * @param starts first UTF-16 position of each token in the text
 * @param ends position after the last of each token
 */
@SuppressWarnings("ArrayRecordComponent") // a hot value inside one package; never compared
record Tokens(long[] ids, int[] starts, int[] ends) {

  int size() {
    return ids.length;
  }

  /** Index of the first token that starts at or after {@code position}. */
  int firstFrom(int position) {
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
