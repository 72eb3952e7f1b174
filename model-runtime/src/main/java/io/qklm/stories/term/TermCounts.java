package io.qklm.stories.term;

/**
 * The terms of a text, counted.
 *
 * @param terms their hashes, ascending
 * @param counts how often each stands in the text, at least 1
 * @param words how each is written, for those who ask why
 */
@SuppressWarnings("ArrayRecordComponent") // read in loops, never compared
public record TermCounts(int[] terms, float[] counts, String[] words) {

  public TermCounts {
    if (terms.length != counts.length || terms.length != words.length) {
      throw new IllegalArgumentException(
          "%d terms with %d counts and %d words"
              .formatted(terms.length, counts.length, words.length));
    }
  }

  public int size() {
    return terms.length;
  }
}
