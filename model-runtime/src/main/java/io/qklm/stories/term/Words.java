package io.qklm.stories.term;

import io.qklm.text.SurfaceNormalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * A text's words in the form in which they are compared, by {@link SurfaceNormalizer}: case,
 * accents and punctuation fall away. Scripts that are written without spaces give pairs of
 * characters.
 */
public final class Words {

  private static final SurfaceNormalizer NORMALIZER = new SurfaceNormalizer();

  private Words() {}

  /** The words of a text in their order. */
  public static List<String> of(String text) {
    String key = NORMALIZER.key(text);
    List<String> words = new ArrayList<>(key.length() / 6 + 1);
    int from = 0;
    while (from < key.length()) {
      int to = key.indexOf(' ', from);
      to = to < 0 ? key.length() : to;
      add(key.substring(from, to), words);
      from = to + 1;
    }
    return words;
  }

  private static void add(String piece, List<String> words) {
    int at = 0;
    while (at < piece.length()) {
      int end = at;
      boolean dense = isDense(piece.codePointAt(at));
      while (end < piece.length() && isDense(piece.codePointAt(end)) == dense) {
        end += Character.charCount(piece.codePointAt(end));
      }
      String run = piece.substring(at, end);
      if (dense) {
        addPairs(run, words);
      } else {
        words.add(run);
      }
      at = end;
    }
  }

  private static void addPairs(String run, List<String> words) {
    int[] characters = run.codePoints().toArray();
    for (int i = 0; i + 1 < characters.length; i++) {
      words.add(new String(characters, i, 2));
    }
    if (characters.length == 1) {
      words.add(run);
    }
  }

  private static boolean isDense(int codePoint) {
    if (codePoint < 0xE00) {
      return false;
    }
    return switch (Character.UnicodeScript.of(codePoint)) {
      case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
      default -> false;
    };
  }
}
