package io.qklm.training.knowledge;

import io.qklm.model.answer.DirectedRelation;
import java.util.Set;

/** What questions ask of an epoch. Safe for any number of threads. */
public interface GraphKnowledge {

  /** The same epoch with the mentions of questions. */
  TrainingKnowledge questions();

  /** The relations of an entity, from both sides, in a lasting order. */
  Set<DirectedRelation> relations(int ordinal);

  /** Whether {@code answer} stands on the other side of {@code relation}. */
  boolean holds(int ordinal, DirectedRelation relation, String answer);

  /** The vector of a relation's words, unit length; the same in either direction. */
  float[] vector(DirectedRelation relation);
}
