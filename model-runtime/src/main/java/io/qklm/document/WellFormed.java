package io.qklm.document;

/** Whether a string of UTF-16 is text: what holds half a character is not, and cannot be sent. */
public final class WellFormed {

  private WellFormed() {}

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
