package io.qklm.model.answer;

import io.qklm.kg.FactObject;
import io.qklm.model.answer.lexicon.Match;
import java.util.List;
import java.util.Optional;

/**
 * One way to read a question.
 *
 * @param operation what is done with the facts
 * @param subjects whom it names: one, two that are compared or confirmed, or none for the greatest
 *     of all
 * @param path relations in turn, the first from the subject
 * @param matches what words asked for each step; empty where none did
 * @param answers what the facts give, at least one unless it is a count or yes or no
 */
record Interpretation(
    Operation operation,
    List<Subject> subjects,
    List<DirectedRelation> path,
    List<Optional<Match>> matches,
    List<Found> answers) {

  /** What is done with the facts. */
  enum Operation {
    /** What stands at their other end. */
    TELL,
    /** How many there are. */
    COUNT,
    /** Whether there is one. */
    CONFIRM,
    /** What has the greatest or least value. */
    ORDER
  }

  /**
   * An answer.
   *
   * @param words where it is no entity or value of its own: a count, yes, no
   * @param object what stands at the end of the last fact
   * @param from the entity at which the last fact begins
   */
  record Found(Optional<String> words, FactObject object, int from) {}

  Interpretation {
    subjects = List.copyOf(subjects);
    path = List.copyOf(path);
    matches = List.copyOf(matches);
    answers = List.copyOf(answers);
  }

  DirectedRelation last() {
    return path.get(path.size() - 1);
  }
}
