package io.qklm.document;

import java.util.Optional;

/**
 * A question that facts may answer.
 *
 * @param id the sender's identifier, not blank
 * @param question as asked, not blank
 * @param context a text that says what the question's names mean, if given
 */
public record Question(String id, String question, Optional<String> context) {

  public Question {
    if (id.isBlank()) {
      throw new IllegalArgumentException("a question needs an id that is not blank");
    }
    if (question.isBlank()) {
      throw new IllegalArgumentException("question '" + id + "' has no words");
    }
    context = context.filter(text -> !text.isBlank());
  }

  /** A question without context. */
  public static Question of(String id, String question) {
    return new Question(id, question, Optional.empty());
  }
}
