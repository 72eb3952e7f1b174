package io.qklm.training.knowledge;

import io.qklm.model.linking.CandidateMention;
import java.util.List;
import java.util.OptionalInt;

/** An epoch without entities: texts have no mentions. */
public record NoKnowledge(int dimension, int features) implements TrainingKnowledge {

  @Override
  public List<CandidateMention> mentions(String text) {
    return List.of();
  }

  @Override
  public void vectors(int[] ordinals, float[][] out) {
    if (ordinals.length > 0) {
      throw new IllegalArgumentException("there is no entity " + ordinals[0]);
    }
  }

  @Override
  public OptionalInt ordinal(String id) {
    return OptionalInt.empty();
  }
}
