package io.qklm.model.answer;

import io.qklm.kg.store.format.StoredEntity;
import io.qklm.model.answer.lexicon.QuestionText.Words;
import io.qklm.text.Span;
import java.util.Optional;

/**
 * An entity that a question may be about.
 *
 * @param entity it
 * @param words of the question that name it; none where the context does
 * @param link share of the network that these words mean it, from 0 to 1
 * @param prior share of the name's uses that mean it
 * @param inside whether the words are part of a longer known name
 * @param plain whether the words are all such as questions are made of: "film", "capital"
 * @param place where the context names it, UTF-16 units of the context
 */
record Subject(
    StoredEntity entity,
    Words words,
    double link,
    double prior,
    boolean inside,
    boolean plain,
    Optional<Span> place) {

  int ordinal() {
    return entity.ordinal();
  }

  /** How much speaks for it before any relation is looked at. */
  double promise() {
    return Math.log(Math.max(1e-4, link))
        + 0.5 * Math.log(Math.max(1e-3, prior))
        + Math.min(4, words.to() - words.from())
        - (inside ? 1.5 : 0)
        - (plain ? 2 : 0);
  }
}
