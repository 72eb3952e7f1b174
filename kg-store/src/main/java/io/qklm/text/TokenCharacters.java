package io.qklm.text;

/** Which characters of a normalised text hold together as one token. */
final class TokenCharacters {

  private TokenCharacters() {}

  /**
   * True for a character that continues the token of its neighbour, as Latin letters do; false for
   * the space and for characters that are tokens by themselves.
   */
  static boolean joins(int codePoint) {
    if (codePoint < 0x80) {
      return codePoint != ' ';
    }
    if (codePoint < 0xE00) {
      return true;
    }
    if ((codePoint >= 0x4E00 && codePoint <= 0x9FFF)
        || (codePoint >= 0xAC00 && codePoint <= 0xD7A3)) {
      return false;
    }
    return isWord(codePoint) && !writtenWithoutSpaces(codePoint);
  }

  /** Letters, digits and the marks on them: what words of an original text are made of. */
  static boolean isWord(int codePoint) {
    return (Character.isLetterOrDigit(codePoint) && !isApostrophe(codePoint)) || isMark(codePoint);
  }

  /** What of {@link #isWord} is no token by itself, as an ideograph is. */
  static boolean continuesWord(int codePoint) {
    return isWord(codePoint) && joins(codePoint);
  }

  /** Modifier letters that are used as apostrophes, which separate. */
  static boolean isApostrophe(int codePoint) {
    return (codePoint >= 0x2B9 && codePoint <= 0x2BF) || codePoint == 0x2C8;
  }

  static boolean isMark(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  private static boolean writtenWithoutSpaces(int codePoint) {
    if (Character.isIdeographic(codePoint)) {
      return true;
    }
    return switch (Character.UnicodeScript.of(codePoint)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO, YI, THAI, LAO, KHMER, MYANMAR -> true;
      // The prolonged sound mark of kana, in both widths, belongs to the common script.
      case COMMON -> codePoint == 0x30FC || codePoint == 0xFF70;
      default -> false;
    };
  }
}
