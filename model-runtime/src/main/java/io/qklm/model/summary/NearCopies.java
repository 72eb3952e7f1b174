package io.qklm.model.summary;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells sentences that say the same in nearly the same words. */
final class NearCopies {

  /** Share of the shorter sentence's words that the other one has. */
  private static final double SHARED = 0.8;

  /** Letters or digits of a word that says something. */
  private static final int LONG = 4;

  /** Such words below which two sentences are not compared. */
  private static final int FEWEST = 4;

  private NearCopies() {}

  /** Words that say something, in small letters. */
  static Set<String> content(String sentence) {
    Set<String> content = new HashSet<>();
    List<String> words = SentencePlace.words(sentence);
    for (String word : words) {
      if (word.length() >= LONG || Character.isDigit(word.charAt(0))) {
        content.add(word);
      }
    }
    return content;
  }

  /** Whether one of two sentences is said by the other. */
  static boolean same(Set<String> one, Set<String> other) {
    int shorter = Math.min(one.size(), other.size());
    return shorter >= FEWEST && one.stream().filter(other::contains).count() >= SHARED * shorter;
  }
}
