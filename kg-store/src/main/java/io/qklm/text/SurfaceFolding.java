package io.qklm.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;

/**
 * What one grapheme cluster becomes: kept characters folded, everything that separates as a space,
 * everything invisible as nothing. The rules stand at {@link SurfaceNormalizer}.
 */
final class SurfaceFolding {

  private static final Normalizer2 CASE_FOLD = Normalizer2.getNFKCCasefoldInstance();
  private static final Normalizer2 DECOMPOSE = Normalizer2.getNFDInstance();
  private static final Normalizer2 COMPOSE = Normalizer2.getNFCInstance();

  /**
   * Longest part of a cluster that is looked at, in UTF-16 units. Real ones are shorter; a base
   * with a million marks must not make sorting them quadratic.
   */
  private static final int LONGEST_CLUSTER = 64;

  /** Latin, Greek, Cyrillic, Hebrew and Arabic with what lies between, looked up. */
  private static final String[] TABLE = table(0, 0x700);

  /** Dashes, quotes and spaces. */
  private static final String[] PUNCTUATION = table(0x2000, 0x2070);

  private static final char COMBINING_GRAVE = 0x300;
  private static final char COMBINING_ACUTE = 0x301;
  private static final char COMBINING_DIAERESIS = 0x308;
  private static final char CYRILLIC_IE = 0x435;

  private SurfaceFolding() {}

  private static String[] table(int from, int to) {
    String[] table = new String[to - from];
    for (int c = from; c < to; c++) {
      table[c - from] = compute(Character.toString(c));
    }
    return table;
  }

  /** Folds a cluster of one UTF-16 unit. */
  static String fold(char c) {
    if (c < TABLE.length) {
      return TABLE[c];
    }
    if (c >= 0x2000 && c < 0x2000 + PUNCTUATION.length) {
      return PUNCTUATION[c - 0x2000];
    }
    // Unified ideographs and Hangul syllables fold to themselves.
    if ((c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3)) {
      return String.valueOf(c);
    }
    return compute(String.valueOf(c));
  }

  /** Folds the cluster {@code [from, to)} of a text. */
  static String fold(String text, int from, int to) {
    int end = Math.min(to, from + LONGEST_CLUSTER);
    if (end < to && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return compute(text.substring(from, end));
  }

  private static String compute(String cluster) {
    if (isTradeMark(cluster.charAt(0)) || cluster.charAt(0) == '\u200B') {
      return " ";
    }
    // Marks are put in order first, since one of them (the iota subscript) folds to a letter.
    String ordered = DECOMPOSE.normalize(cluster);
    String folded = DECOMPOSE.normalize(CASE_FOLD.normalize(ordered));
    StringBuilder out = new StringBuilder(folded.length());
    int base = 0;
    for (int i = 0; i < folded.length(); ) {
      int c = folded.codePointAt(i);
      i += Character.charCount(c);
      if (isMark(c)) {
        if (base != 0 && keepsMark(base, c)) {
          out.appendCodePoint(c);
        }
      } else if (isKept(c)) {
        appendPlain(c, out);
        base = c;
      } else {
        out.append(' ');
        base = 0;
      }
    }
    if (out.length() == 0) {
      // Nothing but marks without a base separates; nothing visible at all leaves no trace.
      return folded.isEmpty() ? "" : " ";
    }
    return COMPOSE.normalize(out);
  }

  /** Signs whose compatibility form is letters, which would run into the name before them. */
  private static boolean isTradeMark(char c) {
    return c == 0xA9 || c == 0xAE || c == 0x2120 || c == 0x2122;
  }

  private static boolean isMark(int c) {
    return switch (UCharacter.getType(c)) {
      case UCharacter.NON_SPACING_MARK,
          UCharacter.COMBINING_SPACING_MARK,
          UCharacter.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }

  private static boolean isKept(int c) {
    if (UCharacter.isLetter(c)) {
      return !TokenCharacters.isApostrophe(c);
    }
    return switch (UCharacter.getType(c)) {
      case UCharacter.DECIMAL_DIGIT_NUMBER, UCharacter.LETTER_NUMBER, UCharacter.OTHER_NUMBER ->
          true;
      default ->
          c > 0x7F
              && c != 0xA9
              && c != 0xAE
              && (UCharacter.hasBinaryProperty(c, UProperty.EMOJI)
                  || UCharacter.hasBinaryProperty(c, UProperty.EXTENDED_PICTOGRAPHIC));
    };
  }

  private static boolean keepsMark(int base, int mark) {
    return switch (Character.UnicodeScript.of(base)) {
      case LATIN, GREEK, COMMON -> false;
      case CYRILLIC ->
          mark != COMBINING_GRAVE
              && mark != COMBINING_ACUTE
              && !(mark == COMBINING_DIAERESIS && base == CYRILLIC_IE);
      default -> true;
    };
  }

  /** Letters that look accented and have no decomposition. */
  private static void appendPlain(int c, StringBuilder out) {
    switch (c) {
      case 'ł' -> out.append('l');
      case 'ø' -> out.append('o');
      case 'đ', 'ð' -> out.append('d');
      case 'ħ' -> out.append('h');
      case 'ŧ' -> out.append('t');
      case 'ı' -> out.append('i');
      case 'æ' -> out.append("ae");
      case 'œ' -> out.append("oe");
      case 'þ' -> out.append("th");
      default -> out.appendCodePoint(c);
    }
  }
}
