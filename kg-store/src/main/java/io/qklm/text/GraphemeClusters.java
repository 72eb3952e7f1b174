package io.qklm.text;

import com.ibm.icu.text.BreakIterator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Walks the extended grapheme clusters of a text, asking ICU only where combining is possible. */
final class GraphemeClusters {

  private final String text;
  private @Nullable BreakIterator breaks;

  GraphemeClusters(String text) {
    this.text = text;
  }

  /**
   * End of the cluster that begins at {@code at}. A carriage return and the line feed behind it may
   * come as two.
   */
  int end(int at) {
    if (at + 1 == text.length()
        || (standsAlone(text.charAt(at)) && standsAlone(text.charAt(at + 1)))) {
      return at + 1;
    }
    if (breaks == null) {
      breaks = BreakIterator.getCharacterInstance(Locale.ROOT);
      breaks.setText(text);
    }
    return breaks.following(at);
  }

  /** True only for characters that never share a cluster with another such character. */
  static boolean standsAlone(char c) {
    return c < 0x300
        || (c >= 0x4E00 && c <= 0x9FFF) // ideographs
        || (c >= 0x370 && c <= 0x482) // Greek, Cyrillic
        || (c >= 0xAC00 && c <= 0xD7A3) // Hangul syllables
        || (c >= 0x3041 && c <= 0x3096) // Hiragana
        || (c >= 0x30A1 && c <= 0x30FE) // Katakana
        || (c >= 0x3000 && c <= 0x3020) // CJK punctuation
        || (c >= 0xFF01 && c <= 0xFF60) // full width
        || (c >= 0x2010 && c <= 0x2027) // dashes and quotes
        || (c >= 0x48A && c <= 0x52F) // Cyrillic
        || (c >= 0x5D0 && c <= 0x5EA) // Hebrew
        || (c >= 0x620 && c <= 0x64A) // Arabic
        || (c >= 0x671 && c <= 0x6D3); // Arabic
  }
}
