package io.qklm.kg.store;

import io.qklm.kg.source.interchange.KnowledgeUpdateReader;
import io.qklm.kg.store.change.DeltaBuild;
import io.qklm.kg.store.change.DeltaReport;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.repository.EpochFetcher;
import io.qklm.kg.store.repository.EpochPublisher;
import io.qklm.kg.store.repository.FolderStore;
import io.qklm.kg.store.repository.SnapshotRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Epochs one after another, each with one more entity, {@code E<number>}. */
public final class EpochFixtures {

  private EpochFixtures() {}

  public static DeltaReport delta(Path parent, Path output, Steps steps) throws IOException {
    return delta(parent, output, DeltaBuild.Options.SEGMENTS, steps);
  }

  private static DeltaReport delta(Path parent, Path output, int segments, Steps steps)
      throws IOException {
    try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(parent)) {
      long epoch = snapshot.manifest().epoch() + 1;
      return new DeltaBuild(
              snapshot,
              DeltaBuild.Options.after(snapshot, output).withSegments(segments),
              new HashEmbedder(SnapshotFixtures.DIMENSION),
              steps)
          .run(
              List.of(
                  KnowledgeUpdateReader.read(
                      "{\"upsert\": {\"id\": \"E" + epoch + "\", \"label\": \"Echo\"}}")));
    }
  }

  /**
   * Builds the delta after {@code parent}, which merges a third segment, publishes it and fetches
   * what is in force.
   */
  static void deltaPublishFetch(Path parent, Path work, Path repository, Path cache, Steps steps)
      throws IOException {
    Path output = work.resolve("next");
    if (!java.nio.file.Files.exists(output)) {
      delta(parent, output, 2, steps);
    }
    SnapshotRepository opened = new SnapshotRepository(FolderStore.create(repository, steps));
    new EpochPublisher(opened).publish(output);
    new EpochFetcher(opened, cache, steps).fetchInForce();
  }
}
