package io.qklm.model;

/**
 * As much of a text as the engine reads.
 *
 * @param text the text, or its head
 * @param truncated whether anything was left out
 */
record TextHead(String text, boolean truncated) {

  /** How far back from the limit a place between two words is looked for. */
  private static final int LOOK_BACK = 200;

  static TextHead of(String text, int maxCodePoints) {
    // Every code point takes at least one unit, so most texts are done here.
    if (text.length() <= maxCodePoints || text.codePointCount(0, text.length()) <= maxCodePoints) {
      return new TextHead(text, false);
    }
    int end = text.offsetByCodePoints(0, maxCodePoints);
    for (int i = end; i > Math.max(0, end - LOOK_BACK); i--) {
      if (Character.isWhitespace(text.charAt(i))) {
        return new TextHead(text.substring(0, i), true);
      }
    }
    return new TextHead(text.substring(0, end), true);
  }
}
