package io.qklm.training.task.answer;

import io.qklm.model.answer.DirectedRelation;
import io.qklm.training.window.AnnotatedWindow;
import java.util.List;

/**
 * A question as the network reads it, and what it may ask for.
 *
 * @param window the question
 * @param choices what it may ask for, at least one
 * @param covered whether the epoch has the entity it is about
 */
public record AskedQuestion(AnnotatedWindow window, List<Choice> choices, boolean covered) {

  public AskedQuestion {
    choices = List.copyOf(choices);
  }

  /**
   * An entity and one of its relations.
   *
   * @param mention the question's mention, by number; -1 where the entity is not known and only the
   *     relation is learned
   * @param candidate the mention's candidate
   * @param relation asked for
   * @param right whether it is what the question asks for
   */
  record Choice(int mention, int candidate, DirectedRelation relation, boolean right) {}

  boolean reachable() {
    return choices.stream().anyMatch(Choice::right);
  }
}
