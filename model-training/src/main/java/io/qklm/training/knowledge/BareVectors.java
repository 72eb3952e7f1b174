package io.qklm.training.knowledge;

import io.qklm.model.linking.CandidateMention;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/**
 * An epoch some of whose entities have the vector of their name and kind alone. Which ones follows
 * from their ordinal, so that right and wrong candidates are bare as often.
 */
final class BareVectors implements TrainingKnowledge {

  private static final int ONE_IN = 6;

  private final TrainingKnowledge knowledge;
  private final IntFunction<float[]> bare;
  private final Map<Integer, float[]> known = new ConcurrentHashMap<>();

  /**
   * @param bare gives the vector of a name and kind, by ordinal
   */
  BareVectors(TrainingKnowledge knowledge, IntFunction<float[]> bare) {
    this.knowledge = knowledge;
    this.bare = bare;
  }

  @Override
  public int dimension() {
    return knowledge.dimension();
  }

  @Override
  public int features() {
    return knowledge.features();
  }

  @Override
  public List<CandidateMention> mentions(String text) {
    return knowledge.mentions(text);
  }

  @Override
  public void vectors(int[] ordinals, float[][] out) {
    knowledge.vectors(ordinals, out);
    for (int i = 0; i < ordinals.length; i++) {
      if (isBare(ordinals[i])) {
        float[] vector = known.computeIfAbsent(ordinals[i], bare::apply);
        System.arraycopy(vector, 0, out[i], 0, vector.length);
      }
    }
  }

  /** Neighbours in number come from one source, so these are spread by a multiplication. */
  static boolean isBare(int ordinal) {
    return Integer.remainderUnsigned((ordinal + 1) * 0x9E3779B1, ONE_IN) == 0;
  }

  @Override
  public OptionalInt ordinal(String id) {
    return knowledge.ordinal(id);
  }
}
