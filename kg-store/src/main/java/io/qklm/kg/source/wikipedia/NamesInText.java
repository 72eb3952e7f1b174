package io.qklm.kg.source.wikipedia;

import io.qklm.kg.source.wikipedia.markup.PageLink;
import io.qklm.kg.source.wikipedia.markup.TextBlock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What on a page looks like a name: up to {@value #MOST_WORDS} words in a row that begin and end
 * with a capital. So a word is held against itself as a name, and "read" says nothing of Read.
 * Scripts without capitals have no such names.
 */
final class NamesInText {

  private static final int MOST_WORDS = 4;
  private static final int MOST_NAMES = 20_000;

  private NamesInText() {}

  static Set<String> standing(List<TextBlock> blocks) {
    Set<String> names = new HashSet<>();
    for (TextBlock block : blocks) {
      if (block.kind() != TextBlock.Kind.CAPTION && names.size() < MOST_NAMES) {
        add(block.text(), names);
      }
    }
    return names;
  }

  static Set<String> linked(List<TextBlock> blocks) {
    Set<String> names = new HashSet<>();
    for (TextBlock block : blocks) {
      if (block.kind() != TextBlock.Kind.CAPTION) {
        for (PageLink link : block.links()) {
          String surface = block.surface(link);
          if (Character.isUpperCase(surface.codePointAt(0)) && names.size() < MOST_NAMES) {
            names.add(surface);
          }
        }
      }
    }
    return names;
  }

  private static void add(String text, Set<String> names) {
    int[] starts = new int[MOST_WORDS];
    int words = 0;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (!Character.isLetterOrDigit(c)) {
        if (c != ' ' || (i > 0 && text.charAt(i - 1) == ' ')) {
          words = 0;
        }
        i++;
        continue;
      }
      int start = i;
      while (i < text.length() && inWord(text, i)) {
        i++;
      }
      boolean capital = Character.isUpperCase(c);
      System.arraycopy(starts, 0, starts, 1, MOST_WORDS - 1);
      // The complement marks a word that no name begins with.
      starts[0] = capital ? start : ~start;
      words = Math.min(MOST_WORDS, words + 1);
      if (capital || Character.isDigit(c)) {
        for (int w = 0; w < words; w++) {
          if (starts[w] >= 0) {
            names.add(text.substring(starts[w], i));
          }
        }
      }
    }
  }

  /** Letters and digits, and hyphens and apostrophes between letters. */
  private static boolean inWord(String text, int at) {
    char c = text.charAt(at);
    return Character.isLetterOrDigit(c)
        || ((c == '-' || c == '\'' || c == '’')
            && at + 1 < text.length()
            && Character.isLetterOrDigit(text.charAt(at + 1)));
  }
}
