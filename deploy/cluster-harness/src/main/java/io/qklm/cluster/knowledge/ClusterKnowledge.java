package io.qklm.cluster.knowledge;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityEmbedder;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.KnowledgeSource;
import io.qklm.kg.store.BuildProgress;
import io.qklm.kg.store.build.KnowledgeBuild;
import io.qklm.model.BundleEmbedder;
import io.qklm.model.ModelBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A small knowledge of what the sample news speaks of. In the epoch of number N every description
 * ends with {@code (epoch N)}, so that an enrichment shows which epochs it was made of.
 */
public final class ClusterKnowledge {

  private static final long FIRST = 1;

  private ClusterKnowledge() {}

  /** All entities as an epoch has them. */
  public static List<Entity> entities(long epoch) {
    return List.of(
        entity("Indonesia", "Indonesia", EntityKind.LOC, 0.9f, "country in Asia", epoch),
        entity("Java_island", "Java", EntityKind.LOC, 0.7f, "island of Indonesia", epoch),
        entity("Java_language", "Java", EntityKind.MISC, 0.8f, "programming language", epoch),
        entity("Oracle", "Oracle", EntityKind.ORG, 0.8f, "maker of software", epoch),
        entity("Tokyo", "Tokyo", EntityKind.LOC, 0.9f, "capital of Japan", epoch),
        entity("Berlin", "Berlin", EntityKind.LOC, 0.9f, "capital of Germany", epoch),
        entity("London", "London", EntityKind.LOC, 0.9f, "capital of the UK", epoch),
        entity("Paris", "Paris", EntityKind.LOC, 0.9f, "capital of France", epoch),
        entity("World_Bank", "World Bank", EntityKind.ORG, 0.8f, "lender to countries", epoch),
        entity("United_Nations", "United Nations", EntityKind.ORG, 0.9f, "union", epoch));
  }

  /** Builds the snapshot of the first epoch into a new folder. */
  public static void build(Path folder) throws IOException {
    try (BundleEmbedder embedder = BundleEmbedder.open(ModelBundle.zeroShot(), 2)) {
      build(folder, embedder);
    }
  }

  static void build(Path folder, EntityEmbedder embedder) throws IOException {
    new KnowledgeBuild(
            KnowledgeBuild.Options.into(folder, FIRST),
            embedder,
            Optional.empty(),
            BuildProgress.SILENT)
        .run(List.of(new Source(entities(FIRST))));
  }

  /** What ends every description of an epoch. */
  public static String mark(long epoch) {
    return "(epoch " + epoch + ")";
  }

  private static Entity entity(
      String id, String label, EntityKind kind, float rank, String description, long epoch) {
    return new Entity(
        new EntityId("k:" + id),
        Map.of("en", label),
        Map.of(),
        Map.of("en", description + " " + mark(epoch)),
        List.of(),
        kind,
        rank);
  }

  private record Source(List<Entity> entities) implements KnowledgeSource {
    @Override
    public String description() {
      return entities.size() + " entities of the sample news";
    }

    @Override
    public void readInto(KnowledgeSink sink) throws IOException {
      for (Entity entity : entities) {
        sink.entity(entity);
      }
    }
  }
}
