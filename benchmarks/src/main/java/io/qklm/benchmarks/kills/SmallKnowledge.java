package io.qklm.benchmarks.kills;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityEmbedder;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.KnowledgeUpdate;
import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.KnowledgeSource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Six hundred made-up entities with one fact each, an update to them, and vectors by hash. */
final class SmallKnowledge implements KnowledgeSource {

  static final int ENTITIES = 600;

  /** An entity that the update brings. */
  static final EntityId ADDED = new EntityId("Added");

  @Override
  public String description() {
    return "made-up knowledge";
  }

  @Override
  public void readInto(KnowledgeSink sink) throws IOException {
    for (int i = 0; i < ENTITIES; i++) {
      sink.entity(entity(id(i), "Name " + i));
      sink.fact(new Fact(id(i), "next", new FactObject.OfEntity(id((i + 1) % ENTITIES))));
    }
  }

  private static EntityId id(int i) {
    return new EntityId("E" + i);
  }

  private static Entity entity(EntityId id, String label) {
    return new Entity(
        id, Map.of("en", label), Map.of(), Map.of(), List.of(), EntityKind.MISC, 0.5f);
  }

  /** One entity more, one changed, one retired. */
  static List<KnowledgeUpdate> update() {
    return List.of(
        new KnowledgeUpdate.Upsert(entity(ADDED, "Added name"), List.of(), List.of()),
        new KnowledgeUpdate.Upsert(entity(id(7), "Changed name"), List.of(), List.of()),
        new KnowledgeUpdate.Retire(id(9)));
  }

  /** Unit vectors of 16 components. */
  static final class Embedder implements EntityEmbedder {

    private static final int DIMENSION = 16;

    @Override
    public int dimension() {
      return DIMENSION;
    }

    @Override
    public String digest() {
      return "embedder-of-the-kills-benchmark";
    }

    @Override
    public String verbalize(Entity entity, List<Fact> facts) {
      return entity.label("en");
    }

    @Override
    public float[][] embed(List<String> texts) {
      float[][] vectors = new float[texts.size()][DIMENSION];
      for (int i = 0; i < vectors.length; i++) {
        SplittableRandom random = new SplittableRandom(texts.get(i).hashCode());
        double norm = 0;
        for (int d = 0; d < DIMENSION; d++) {
          vectors[i][d] = (float) (random.nextDouble() - 0.5);
          norm += vectors[i][d] * vectors[i][d];
        }
        for (int d = 0; d < DIMENSION; d++) {
          vectors[i][d] /= (float) Math.sqrt(norm);
        }
      }
      return vectors;
    }
  }
}
