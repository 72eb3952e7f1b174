package io.qklm.benchmarks.scale;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityEmbedder;
import io.qklm.kg.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Embeds the first few thousand texts by a real embedder and gives each later one a mixture of two
 * of these vectors, chosen by its hash: vectors that lie where real ones do, at a thousandth of the
 * cost, so that codebooks made of them fit entities that are really embedded later.
 */
final class MixingEmbedder implements EntityEmbedder {

  private static final int REAL = 4_096;

  private final EntityEmbedder real;
  private final List<float[]> pool = new ArrayList<>(REAL);

  MixingEmbedder(EntityEmbedder real) {
    this.real = real;
  }

  @Override
  public int dimension() {
    return real.dimension();
  }

  @Override
  public String digest() {
    return real.digest();
  }

  @Override
  public String verbalize(Entity entity, List<Fact> facts) {
    return real.verbalize(entity, facts);
  }

  @Override
  public synchronized float[][] embed(List<String> texts) {
    if (pool.size() < REAL) {
      float[][] vectors = real.embed(texts);
      pool.addAll(List.of(vectors));
      return vectors;
    }
    float[][] vectors = new float[texts.size()][];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = mixture(texts.get(i));
    }
    return vectors;
  }

  private float[] mixture(String text) {
    SplittableRandom random = new SplittableRandom(text.hashCode() * 0x9E3779B97F4A7C15L);
    float[] one = pool.get(random.nextInt(pool.size()));
    float[] other = pool.get(random.nextInt(pool.size()));
    float share = (float) (0.1 + 0.3 * random.nextDouble());
    float[] sum = new float[one.length];
    double norm = 0;
    for (int d = 0; d < sum.length; d++) {
      sum[d] = (1 - share) * one[d] + share * other[d];
      norm += sum[d] * sum[d];
    }
    float scale = (float) (1 / Math.sqrt(norm));
    for (int d = 0; d < sum.length; d++) {
      sum[d] *= scale;
    }
    return sum;
  }
}
