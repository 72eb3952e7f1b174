package io.qklm.model.answer.lexicon;

import java.util.BitSet;

/**
 * A concept that a question's words ask for.
 *
 * @param concept asked for
 * @param reversed whether its subject is asked for
 * @param words of the question that say so
 * @param telling how many of them say more than a question word or a particle does
 */
public record Match(Concept concept, boolean reversed, BitSet words, int telling) {

  public Match {
    words = (BitSet) words.clone();
  }

  boolean tellsMoreThan(Match other) {
    return telling != other.telling
        ? telling > other.telling
        : words.cardinality() > other.words.cardinality();
  }
}
