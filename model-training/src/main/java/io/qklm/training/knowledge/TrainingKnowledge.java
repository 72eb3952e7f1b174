package io.qklm.training.knowledge;

import io.qklm.model.linking.CandidateMention;
import java.util.List;
import java.util.OptionalInt;

/** What training asks of an epoch. Safe for any number of threads. */
public interface TrainingKnowledge {

  /** Components of an entity's vector. */
  int dimension();

  /** Numbers known of a candidate. */
  int features();

  /** The mentions of {@code text} with their candidates. */
  List<CandidateMention> mentions(String text);

  /**
   * The dequantized vectors of {@code ordinals}.
   *
   * @param out {@code [ordinals][dimension]}, filled
   */
  void vectors(int[] ordinals, float[][] out);

  /** The entity called {@code id}; empty if the epoch has none. */
  OptionalInt ordinal(String id);
}
