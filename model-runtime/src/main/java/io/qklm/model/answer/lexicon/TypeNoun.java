package io.qklm.model.answer.lexicon;

import java.util.Set;

/**
 * A noun behind "which".
 *
 * @param type what it is, coarsely
 * @param types of entities of which it is said, as knowledge names them; none where that is not
 *     known
 */
public record TypeNoun(AnswerType type, Set<String> types) {

  public TypeNoun {
    types = Set.copyOf(types);
  }
}
