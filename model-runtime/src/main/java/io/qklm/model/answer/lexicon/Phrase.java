package io.qklm.model.answer.lexicon;

import io.qklm.model.answer.lexicon.QuestionText.Words;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Words that ask for something, in their order, others between them allowed.
 *
 * @param words each with those that may stand for it
 * @param slot how many of them stand before the entity's name; -1 where it may stand anywhere
 */
public record Phrase(List<Set<String>> words, int slot) {

  private static final String SLOT = "*";

  public Phrase {
    words = List.copyOf(words);
  }

  /**
   * Reads {@code who|whom founded *}.
   *
   * @throws IllegalArgumentException if it has no word
   */
  static Phrase parse(String text) {
    List<Set<String>> words = new ArrayList<>();
    int slot = -1;
    for (String cell : text.strip().split("\\s+", -1)) {
      if (cell.equals(SLOT)) {
        slot = words.size();
      } else if (!cell.isEmpty()) {
        words.add(Set.copyOf(List.of(cell.split("\\|", -1))));
      }
    }
    if (words.isEmpty()) {
      throw new IllegalArgumentException("the phrase '" + text + "' has no word");
    }
    return new Phrase(words, slot);
  }

  /** Whether each of its words is there in one form. */
  boolean mayBeIn(Collection<String> all) {
    return words.stream().allMatch(forms -> forms.stream().anyMatch(all::contains));
  }

  /**
   * The words of {@code question} that it is made of; empty if it is not there.
   *
   * @param name the entity's words, which are not matched; empty where the question does not name
   *     it
   */
  Optional<BitSet> match(QuestionText question, Words name) {
    BitSet found = new BitSet();
    int at = 0;
    for (int i = 0; i < words.size(); i++) {
      if (i == slot && !name.isEmpty()) {
        at = Math.max(at, name.to());
      }
      boolean before = slot > i && !name.isEmpty();
      int end = before ? name.from() : question.size();
      while (at < end && (name.has(at) || !words.get(i).contains(question.words().get(at)))) {
        at++;
      }
      if (at >= end) {
        return Optional.empty();
      }
      found.set(at);
      at++;
    }
    return Optional.of(found);
  }
}
