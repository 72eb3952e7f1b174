package io.qklm.cluster.step;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityEmbedder;
import io.qklm.kg.Fact;
import java.util.List;

/** A model that can be made to fail or hang. */
record TroubledEmbedder(EntityEmbedder real, Trouble trouble) implements EntityEmbedder {

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
    trouble.beforeUnchecked("embed");
    return real.embed(texts);
  }
}
