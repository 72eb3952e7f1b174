package io.qklm.flink;

import io.qklm.document.Document;
import io.qklm.document.Outcome;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.ModelBundle;
import io.qklm.model.Qklm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The real engine: one model over one snapshot, both owned here. */
final class QklmEngine implements Engine {

  private final KnowledgeSnapshot snapshot;
  private final Qklm qklm;

  private QklmEngine(KnowledgeSnapshot snapshot, Qklm qklm) {
    this.snapshot = snapshot;
    this.qklm = qklm;
  }

  static QklmEngine open(QklmSettings settings) throws IOException {
    Path knowledge = Path.of(settings.knowledge());
    if (!Files.isDirectory(knowledge)) {
      throw new IOException(
          "the knowledge folder "
              + knowledge.toAbsolutePath()
              + " does not exist on this machine; build one with 'qklm kg build', and give every"
              + " worker the same path");
    }
    ModelBundle bundle =
        settings.model().equals(QklmSettings.BUNDLED)
            ? ModelBundle.bundled()
            : ModelBundle.open(Path.of(settings.model()));
    KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(knowledge);
    try {
      return new QklmEngine(snapshot, Qklm.open(bundle, snapshot, settings.options()));
    } catch (IOException | RuntimeException | Error e) {
      snapshot.close();
      throw e;
    }
  }

  @Override
  public Outcome enrich(Document document) {
    // One document a call: the workers of the pool are the parallelism.
    return qklm.enrich(List.of(document)).get(0);
  }

  @Override
  public long epoch() {
    return snapshot.manifest().epoch();
  }

  @Override
  public void close() {
    // The engine reads from the snapshot, so it goes first.
    qklm.close();
    snapshot.close();
  }
}
