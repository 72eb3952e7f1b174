package io.qklm.benchmarks.scale;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityEmbedder;
import io.qklm.kg.Fact;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Unit vectors of 384 components from a hash of the text: the weighted sum of a few of 4,096 fixed
 * directions, so that they cluster as vectors of an encoder do, at a thousandth of its cost.
 */
final class SeededEmbedder implements EntityEmbedder {

  private static final int DIMENSION = 384;
  private static final int DIRECTIONS = 4_096;
  private static final float[] WEIGHTS = {1, 0.6f, 0.4f, 0.25f};

  private final float[][] directions = new float[DIRECTIONS][DIMENSION];

  SeededEmbedder() {
    SplittableRandom random = new SplittableRandom(DIMENSION);
    for (float[] direction : directions) {
      for (int d = 0; d < DIMENSION; d++) {
        direction[d] = (float) (random.nextDouble() + random.nextDouble() - 1);
      }
    }
  }

  @Override
  public int dimension() {
    return DIMENSION;
  }

  @Override
  public String digest() {
    return "seeded-embedder-of-the-scale-benchmark";
  }

  @Override
  public String verbalize(Entity entity, List<Fact> facts) {
    return entity.label("en") + ": " + entity.description("en").orElse("");
  }

  @Override
  public float[][] embed(List<String> texts) {
    float[][] vectors = new float[texts.size()][];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = vector(texts.get(i));
    }
    return vectors;
  }

  private float[] vector(String text) {
    SplittableRandom random = new SplittableRandom(text.hashCode() * 0x9E3779B97F4A7C15L);
    float[] sum = new float[DIMENSION];
    for (float weight : WEIGHTS) {
      float[] direction = directions[random.nextInt(DIRECTIONS)];
      for (int d = 0; d < DIMENSION; d++) {
        sum[d] += weight * direction[d];
      }
    }
    double norm = 0;
    for (float value : sum) {
      norm += value * value;
    }
    float scale = (float) (1 / Math.sqrt(norm));
    for (int d = 0; d < DIMENSION; d++) {
      sum[d] *= scale;
    }
    return sum;
  }
}
