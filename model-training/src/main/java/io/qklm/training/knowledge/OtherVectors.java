package io.qklm.training.knowledge;

import io.qklm.model.linking.CandidateFeature;
import io.qklm.model.linking.CandidateMention;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** An epoch whose entities have vectors that are not theirs, and no feature that comes of them. */
record OtherVectors(TrainingKnowledge knowledge, EntityVectors vectors, long entities)
    implements TrainingKnowledge {

  /** A prime, so that every entity gets the vector of one other. */
  private static final long STRIDE = 2_147_483_647L;

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
    List<CandidateMention> mentions = knowledge.mentions(text);
    for (CandidateMention mention : mentions) {
      for (float[] features : mention.features()) {
        features[CandidateFeature.COHERENCE.index()] = 0;
      }
    }
    return mentions;
  }

  @Override
  public void vectors(int[] ordinals, float[][] out) {
    if (vectors == EntityVectors.SHUFFLED) {
      knowledge.vectors(IntStream.of(ordinals).map(this::other).toArray(), out);
    } else {
      for (int i = 0; i < ordinals.length; i++) {
        java.util.Arrays.fill(out[i], 0);
      }
    }
  }

  private int other(int ordinal) {
    return (int) ((ordinal + 1L) * STRIDE % entities);
  }

  @Override
  public OptionalInt ordinal(String id) {
    return knowledge.ordinal(id);
  }
}
