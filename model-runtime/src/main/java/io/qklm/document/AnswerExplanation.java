package io.qklm.document;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One way to read a question, and what speaks for it.
 *
 * @param answers that it leads to, at least one
 * @param score probability from 0 to 1 that it is what is asked
 * @param clues by name, as the weights of the answerer know them
 */
public record AnswerExplanation(List<Answer> answers, double score, Map<String, Double> clues) {

  public AnswerExplanation {
    answers = List.copyOf(answers);
    clues = Collections.unmodifiableMap(new LinkedHashMap<>(clues));
  }
}
