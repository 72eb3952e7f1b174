package io.qklm.training.experiment.relation;

import ai.djl.ndarray.NDArray;
import io.qklm.training.engine.Step;

/**
 * How plausible a fact is, from the vectors of its two entities and a learned embedding of its
 * relation. The entity vectors come out of the encoder (KEPLER, Wang et al. 2021), so an entity
 * that no one trained on has one too.
 */
public sealed interface RelationScorer permits ComplexScorer, ModulatedScorer {

  /** Which end of a fact is asked for. */
  enum Direction {
    /** Given the subject, the object. */
    OBJECT,
    /** Given the object, the subject. */
    SUBJECT
  }

  /**
   * Scores of every asked fact against every entity offered, for ranking within the batch.
   *
   * @param given {@code [n, dimension]}, vectors of the end that is known, of unit length
   * @param relations {@code n} relation numbers
   * @param offered {@code [m, dimension]}, vectors of the entities offered, of unit length
   * @return {@code [n, m]}, higher is more plausible
   */
  NDArray scores(Step step, NDArray given, long[] relations, NDArray offered, Direction direction);
}
