package io.qklm.text;

/**
 * Whether a string of UTF-16 is text. Half of a surrogate pair, which JSON can write and UTF-8
 * cannot, is not, and cannot be sent; it may be replaced by U+FFFD, the character for what could
 * not be read.
 */
public final class WellFormed {

  private WellFormed() {}

  /** The text itself where nothing has to be replaced. */
  public static String text(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return replaced(text);
      }
    }
    return text;
  }

  private static String replaced(String text) {
    StringBuilder whole = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
        .forEach(whole::appendCodePoint);
    return whole.toString();
  }

  /**
   * Code points before the first lone surrogate of the text, or -1 when the text is well-formed.
   */
  public static int loneSurrogate(String text) {
    int codePoints = 0;
    for (int i = 0; i < text.length(); i++, codePoints++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return codePoints;
        }
        i++;
      }
    }
    return -1;
  }
}
