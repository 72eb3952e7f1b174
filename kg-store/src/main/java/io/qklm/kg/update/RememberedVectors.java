package io.qklm.kg.update;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityEmbedder;
import io.qklm.kg.Fact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An embedder that remembers the texts of the epoch in the making, so that a build which failed for
 * want of room, or is split to find an update at fault, embeds nothing twice. Not thread safe.
 */
final class RememberedVectors implements EntityEmbedder {

  /** Twice a window's default, some 40 MB; what is above is embedded anew. */
  static final int MOST = 20_000;

  private final EntityEmbedder real;
  private final Map<String, float[]> known = new HashMap<>();

  RememberedVectors(EntityEmbedder real) {
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
  public float[][] embed(List<String> texts) {
    Set<String> missing = new LinkedHashSet<>(texts);
    missing.removeAll(known.keySet());
    Map<String, float[]> fresh = new HashMap<>();
    if (!missing.isEmpty()) {
      List<String> asked = new ArrayList<>(missing);
      float[][] vectors = real.embed(asked);
      for (int i = 0; i < vectors.length; i++) {
        fresh.put(asked.get(i), vectors[i]);
        if (known.size() < MOST) {
          known.put(asked.get(i), vectors[i]);
        }
      }
    }
    float[][] all = new float[texts.size()][];
    for (int i = 0; i < all.length; i++) {
      float[] vector = fresh.getOrDefault(texts.get(i), known.get(texts.get(i)));
      if (vector == null) {
        throw new IllegalStateException("the embedder gave fewer vectors than there were texts");
      }
      // The caller may write to it.
      all[i] = vector.clone();
    }
    return all;
  }

  /** The epoch is made; the next has other texts. */
  void forget() {
    known.clear();
  }
}
