package io.qklm.training.knowledge;

import io.qklm.kg.source.interchange.JsonlSource;
import io.qklm.kg.store.BuildProgress;
import io.qklm.kg.store.build.KnowledgeBuild;
import io.qklm.model.BundleEmbedder;
import io.qklm.model.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A real snapshot of a few entities. */
public final class BuiltKnowledge {

  private BuiltKnowledge() {}

  /** Builds {@code folder/knowledge} of entities in the interchange form. */
  public static void build(Path folder, CharSequence entities) throws IOException {
    Path source = Files.createDirectories(folder.resolve("source"));
    Files.writeString(source.resolve("entities.jsonl"), entities);
    try (BundleEmbedder embedder = BundleEmbedder.open(ModelBundle.zeroShot(), 1)) {
      new KnowledgeBuild(
              KnowledgeBuild.Options.into(folder.resolve("knowledge"), 1),
              embedder,
              Optional.empty(),
              BuildProgress.SILENT)
          .run(List.of(new JsonlSource(source)));
    }
  }
}
