package io.qklm.kg.store;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityEmbedder;
import io.qklm.kg.Fact;
import io.qklm.kg.store.build.PrecomputedCodes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Unit vectors from a hash of the text: enough for a store, which asks nothing of their meaning.
 */
public class HashEmbedder implements EntityEmbedder {

  private final int dimension;
  public final List<Integer> batches = new ArrayList<>();

  public HashEmbedder(int dimension) {
    this.dimension = dimension;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public String digest() {
    return "hash-embedder-" + dimension;
  }

  @Override
  public String verbalize(Entity entity, List<Fact> facts) {
    return entity.label("en") + ": " + entity.description("en").orElse("") + " " + facts.size();
  }

  @Override
  public float[][] embed(List<String> texts) {
    batches.add(texts.size());
    float[][] vectors = new float[texts.size()][];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = vector(texts.get(i));
    }
    return vectors;
  }

  public float[] vector(String text) {
    SplittableRandom random = new SplittableRandom(PrecomputedCodes.hash(text));
    float[] vector = new float[dimension];
    double norm = 0;
    for (int d = 0; d < dimension; d++) {
      vector[d] = (float) (random.nextDouble() * 2 - 1);
      norm += vector[d] * vector[d];
    }
    for (int d = 0; d < dimension; d++) {
      vector[d] /= (float) Math.sqrt(norm);
    }
    return vector;
  }
}
