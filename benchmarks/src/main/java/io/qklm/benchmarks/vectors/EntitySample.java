package io.qklm.benchmarks.vectors;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityEmbedder;
import io.qklm.kg.Fact;
import io.qklm.kg.Relation;
import io.qklm.kg.SurfaceForm;
import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.interchange.JsonlSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;

/** A seeded sample of the entities in a file of the interchange form, as sentences and vectors. */
final class EntitySample {

  private static final int BATCH = 256;

  private EntitySample() {}

  /** Draws {@code wanted} entities evenly from all and embeds them, {@code [entity][dimension]}. */
  static float[][] vectors(
      Path entities, int wanted, long seed, EntityEmbedder embedder, IntConsumer embedded)
      throws IOException {
    Reservoir reservoir = new Reservoir(wanted, new Random(seed), embedder);
    new JsonlSource(entities).readInto(reservoir);
    List<float[]> vectors = new ArrayList<>();
    List<String> texts = reservoir.texts;
    for (int from = 0; from < texts.size(); from += BATCH) {
      List<String> batch = texts.subList(from, Math.min(texts.size(), from + BATCH));
      vectors.addAll(Arrays.asList(embedder.embed(batch)));
      embedded.accept(vectors.size());
    }
    return vectors.toArray(new float[0][]);
  }

  /** Keeps the sentences of an even sample of all entities that pass. */
  private static final class Reservoir implements KnowledgeSink {

    private final int wanted;
    private final Random random;
    private final EntityEmbedder embedder;
    private final List<String> texts = new ArrayList<>();
    private int seen;

    Reservoir(int wanted, Random random, EntityEmbedder embedder) {
      this.wanted = wanted;
      this.random = random;
      this.embedder = embedder;
    }

    @Override
    public void entity(Entity entity) {
      int place = random.nextInt(++seen);
      if (texts.size() < wanted) {
        texts.add(embedder.verbalize(entity, List.of()));
      } else if (place < wanted) {
        texts.set(place, embedder.verbalize(entity, List.of()));
      }
    }

    @Override
    public void fact(Fact fact) {}

    @Override
    public void relation(Relation relation) {}

    @Override
    public void surfaceForm(SurfaceForm surfaceForm) {}

    @Override
    public void problem(String place, String reason) throws IOException {
      throw new IOException(place + ": " + reason);
    }
  }
}
