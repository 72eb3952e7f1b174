package io.qklm.training.experiment.relation;

import io.qklm.training.data.Triple;
import io.qklm.training.experiment.relation.RelationScorer.Direction;

/**
 * What stands on the other side of a relation?
 *
 * @param given number of the entity that is known
 * @param relation number of the relation
 * @param direction which end is asked for
 */
public record Question(int given, int relation, Direction direction) {

  /** The question that {@code triple} answers. */
  static Question of(Triple triple, Direction direction) {
    return direction == Direction.OBJECT
        ? new Question(triple.subject(), triple.relation(), direction)
        : new Question(triple.object(), triple.relation(), direction);
  }

  /** What {@code triple} answers when this end is asked for. */
  static int answer(Triple triple, Direction direction) {
    return direction == Direction.OBJECT ? triple.object() : triple.subject();
  }
}
