package io.qklm.text;

import java.util.Arrays;

/**
 * A normalised text with the way back to the text it was made from.
 *
 * <p>The normalised text is well-formed UTF-16 without leading, trailing or double spaces. Each of
 * its UTF-16 units knows the stretch of the original that it stands for, and every stretch begins
 * and ends between grapheme clusters, so no span mapped back ever splits a surrogate pair, tears a
 * combining mark from its base or cuts an emoji sequence.
 */
public final class AlignedText {

  private final String text;

  /** {@code starts[i]}: where, in the original, the stretch behind unit i begins; ascending. */
  private final int[] starts;

  /** {@code ends[i]}: where, in the original, the stretch behind unit i ends; ascending. */
  private final int[] ends;

  /** Length of the original in UTF-16 units. */
  private final int originalLength;

  /** Takes the first {@code text.length()} entries of both arrays. */
  AlignedText(String text, int[] starts, int[] ends, int originalLength) {
    this.text = text;
    this.starts = Arrays.copyOf(starts, text.length());
    this.ends = Arrays.copyOf(ends, text.length());
    this.originalLength = originalLength;
  }

  /** The normalised text. */
  public String text() {
    return text;
  }

  /**
   * The stretch of the original behind a span of the normalised text; both count UTF-16 units. An
   * empty span maps to an empty span before the unit it stands at.
   *
   * @throws IllegalArgumentException if the span reaches beyond the normalised text
   */
  public Span original(Span normalised) {
    if (normalised.end() > text.length()) {
      throw new IllegalArgumentException(
          "span " + normalised + " reaches beyond the normalised text of " + text.length());
    }
    if (normalised.length() == 0) {
      int at = normalised.start() < text.length() ? starts[normalised.start()] : originalLength;
      return new Span(at, at);
    }
    return new Span(starts[normalised.start()], ends[normalised.end() - 1]);
  }

  /**
   * Whether a token may begin or end at this position of the normalised text: its two ends, beside
   * a space, and on both sides of a character that is a token by itself (ideographs, kana, Hangul
   * syllables, Thai, Lao, Khmer and Burmese clusters, emoji). Never inside what one grapheme
   * cluster of the original became.
   *
   * @param position 0 to the length of the normalised text
   */
  public boolean boundary(int position) {
    if (position == 0 || position == text.length()) {
      return true;
    }
    if (starts[position] == starts[position - 1]) {
      return false;
    }
    return !TokenCharacters.joins(text.codePointBefore(position))
        || !TokenCharacters.joins(text.codePointAt(position));
  }
}
