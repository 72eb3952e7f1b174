package io.qklm.benchmarks.scale;

import io.qklm.kg.EntityEmbedder;
import io.qklm.kg.store.BuildProgress;
import io.qklm.kg.store.build.KnowledgeBuild;
import io.qklm.kg.store.format.SnapshotManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A store of generated entities, for benchmarks of something else that need a large one. */
public final class GeneratedStore {

  private GeneratedStore() {}

  /**
   * The snapshot of a generated graph as epoch 1, built where it is not there yet. The vectors of a
   * few thousand entities are the embedder's, those of the others are mixtures of them.
   *
   * @param folder where stores are kept, one a size, seed and embedder
   */
  public static Path of(Path folder, int entities, long seed, EntityEmbedder embedder)
      throws IOException {
    Path snapshot =
        folder
            .resolve(entities + "-" + seed + "-" + embedder.digest().substring(0, 12))
            .resolve("built");
    if (!Files.isRegularFile(snapshot.resolve(SnapshotManifest.FILE_NAME))) {
      Files.createDirectories(snapshot);
      new KnowledgeBuild(
              KnowledgeBuild.Options.into(snapshot, 1),
              new MixingEmbedder(embedder),
              Optional.empty(),
              BuildProgress.SILENT)
          .run(List.of(new GeneratedGraph(entities, seed)));
    }
    return snapshot;
  }
}
