package io.qklm.document;

import java.util.List;
import java.util.Optional;

/**
 * A question and what the knowledge answers.
 *
 * @param question as asked
 * @param answers the likeliest first
 * @param silence why there is none; empty where there is one
 * @param provenance what it was answered with
 */
public record AnsweredQuestion(
    Question question, List<Answer> answers, Optional<Silence> silence, Provenance provenance)
    implements QuestionOutcome {

  public AnsweredQuestion {
    answers = List.copyOf(answers);
    if (answers.isEmpty() != silence.isPresent()) {
      throw new IllegalArgumentException(
          "the question '" + question.id() + "' needs either answers or a reason for silence");
    }
  }

  @Override
  public String documentId() {
    return question.id();
  }
}
