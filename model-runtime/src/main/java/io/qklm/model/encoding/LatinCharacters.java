package io.qklm.model.encoding;

import java.text.Normalizer;

/**
 * What an uncased BERT tokenizer makes of the characters of Latin script and its signs: each
 * becomes one, small and without accents. Characters that need more than that are not among them.
 */
final class LatinCharacters {

  /** Ranges of characters, first and last. */
  private static final char[][] RANGES = {
    {' ', '~'},
    {'\u00A1', '\u017F'},
    {'\u2010', '\u2027'},
    {'\u2030', '\u205E'},
    {'\u20A0', '\u20BF'},
    {'\u2122', '\u2122'}
  };

  private static final char SOFT_HYPHEN = '\u00AD';
  private static final char NO_BREAK_SPACE = '\u00A0';

  /** What each character becomes, 0 where it is not among them. */
  private final char[] folded = new char['\u2123'];

  private final boolean[] punctuation = new boolean[folded.length];

  /**
   * The characters.
   *
   * @param except those that begin a token of a kind of its own, such as {@code [MASK]}
   */
  LatinCharacters(String except) {
    for (char[] range : RANGES) {
      for (char c = range[0]; c <= range[1]; c++) {
        if (c != SOFT_HYPHEN && except.indexOf(c) < 0) {
          String apart = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD);
          folded[c] = Character.toLowerCase(apart.charAt(0));
          punctuation[c] = isPunctuation(c);
        }
      }
    }
  }

  private static boolean isPunctuation(char c) {
    if (c < 0x80) {
      return c > ' ' && !Character.isLetterOrDigit(c);
    }
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  /** Whether it parts words and is no part of any. */
  static boolean isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == NO_BREAK_SPACE;
  }

  /** Whether it is among these characters. */
  boolean has(char c) {
    return c < folded.length && folded[c] != 0;
  }

  /** What a character of these becomes. */
  char folded(char c) {
    return folded[c];
  }

  /** Whether a character of these is a word of its own. */
  boolean standsAlone(char c) {
    return punctuation[c];
  }
}
