package io.qklm.connect;

import io.qklm.document.Document;
import io.qklm.document.Outcome;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.ModelBundle;
import io.qklm.model.Qklm;
import io.qklm.model.QklmOptions;
import io.qklm.model.SharedResources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One model over one knowledge, shared by all tasks of a worker that want the same. */
final class WorkerEngine {

  // One copy a process: Connect makes a transformation per task. Empty while there is none.
  private static final SharedResources<Key, WorkerEngine> WORKER =
      new SharedResources<>(WorkerEngine::close);

  private record Key(Path knowledge, String model, QklmOptions options) {}

  private final KnowledgeSnapshot snapshot;
  private final Qklm qklm;

  private WorkerEngine(KnowledgeSnapshot snapshot, Qklm qklm) {
    this.snapshot = snapshot;
    this.qklm = qklm;
  }

  static SharedResources.Lease<WorkerEngine> lease(EnrichOptions options)
      throws IOException, InterruptedException {
    return WORKER.lease(
        new Key(
            options.knowledge().toAbsolutePath().normalize(), options.model(), options.engine()),
        WorkerEngine::open);
  }

  private static WorkerEngine open(Key key) throws IOException {
    ModelBundle bundle = ModelBundle.named(key.model());
    KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(key.knowledge());
    try {
      return new WorkerEngine(snapshot, Qklm.open(bundle, snapshot, key.options()));
    } catch (IOException | RuntimeException | Error e) {
      snapshot.close();
      throw e;
    }
  }

  /** On the caller's thread; any number of them may call at once. */
  Outcome enrich(Document document) {
    return qklm.enrich(List.of(document)).get(0);
  }

  private void close() {
    // The engine reads from the snapshot, so it goes first.
    qklm.close();
    snapshot.close();
  }
}
