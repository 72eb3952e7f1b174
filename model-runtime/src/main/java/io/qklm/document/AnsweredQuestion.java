package io.qklm.document;

import java.util.List;

/**
 * A question and what the knowledge answers.
 *
 * @param question as asked
 * @param answers the likeliest first; none where the knowledge says nothing of what it names
 * @param provenance what it was answered with
 */
public record AnsweredQuestion(Question question, List<Answer> answers, Provenance provenance)
    implements QuestionOutcome {

  public AnsweredQuestion {
    answers = List.copyOf(answers);
  }

  @Override
  public String documentId() {
    return question.id();
  }
}
