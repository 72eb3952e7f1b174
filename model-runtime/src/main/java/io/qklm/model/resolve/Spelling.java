package io.qklm.model.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a name is written, without its case, marks and possessive.
 *
 * @param words in small letters
 * @param initials first letters of the words that are not small ones such as "of"
 */
record Spelling(List<String> words, String initials) {

  private static final int SHORT_WORD = 3;

  Spelling {
    words = List.copyOf(words);
  }

  static Spelling of(String surface) {
    List<String> words = new ArrayList<>();
    StringBuilder initials = new StringBuilder();
    for (String part : surface.split("[\\s\\u00a0-]+", -1)) {
      String word = bare(part);
      if (!word.isEmpty()) {
        words.add(word.toLowerCase(Locale.ROOT));
        if (Character.isUpperCase(word.codePointAt(0)) || word.length() > SHORT_WORD) {
          initials.appendCodePoint(Character.toLowerCase(word.codePointAt(0)));
        }
      }
    }
    return new Spelling(words, initials.toString());
  }

  private static String bare(String part) {
    String word = part;
    for (String ending : List.of("'s", "\u2019s")) {
      word = word.endsWith(ending) ? word.substring(0, word.length() - 2) : word;
    }
    StringBuilder kept = new StringBuilder();
    word.codePoints()
        .filter(
            c -> Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  /** What tells spellings apart. */
  String key() {
    return String.join(" ", words);
  }

  /** Whether a longer name ends in this one. */
  boolean ends(Spelling longer) {
    int more = longer.words.size() - words.size();
    return more > 0 && longer.words.subList(more, longer.words.size()).equals(words);
  }

  /** Whether a longer name begins with this one. */
  boolean begins(Spelling longer) {
    int more = longer.words.size() - words.size();
    return more > 0 && longer.words.subList(0, words.size()).equals(words);
  }

  /** Whether this is one word of the first letters of a longer name, two at least. */
  boolean abbreviates(Spelling longer) {
    return words.size() == 1
        && longer.words.size() > 1
        && longer.initials.length() > 1
        && longer.initials.equals(words.get(0));
  }

  /** Whether one of the two holds all words of the other in a row. */
  boolean nests(Spelling other) {
    return (" " + key() + " ").contains(" " + other.key() + " ")
        || (" " + other.key() + " ").contains(" " + key() + " ");
  }
}
