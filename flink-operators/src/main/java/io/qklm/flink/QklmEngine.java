package io.qklm.flink;

import io.qklm.document.Document;
import io.qklm.document.Outcome;
import io.qklm.model.ModelBundle;
import io.qklm.model.Qklm;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.List;

/** The real engine: one model over one snapshot, which stays open for others who read it. */
final class QklmEngine implements Engine {

  private final SharedKnowledge knowledge;
  private final Qklm qklm;

  private QklmEngine(SharedKnowledge knowledge, Qklm qklm) {
    this.knowledge = knowledge;
    this.qklm = qklm;
  }

  static QklmEngine open(QklmSettings settings) throws IOException {
    ModelBundle bundle =
        settings.model().equals(QklmSettings.BUNDLED)
            ? ModelBundle.bundled()
            : ModelBundle.open(Path.of(settings.model()));
    SharedKnowledge knowledge = knowledge(settings);
    try {
      return new QklmEngine(knowledge, Qklm.open(bundle, knowledge.snapshot(), settings.options()));
    } catch (IOException | RuntimeException | Error e) {
      knowledge.close();
      throw e;
    }
  }

  private static SharedKnowledge knowledge(QklmSettings settings) throws IOException {
    try {
      return SharedKnowledge.lease(settings.knowledge());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while another subtask opened the knowledge");
    }
  }

  @Override
  public Outcome enrich(Document document) {
    // One document a call: the workers of the pool are the parallelism.
    return qklm.enrich(List.of(document)).get(0);
  }

  @Override
  public float[] embed(String text) {
    return qklm.embed(text);
  }

  @Override
  public long epoch() {
    return knowledge.snapshot().manifest().epoch();
  }

  @Override
  public void close() {
    // The engine reads from the snapshot, so it goes first.
    qklm.close();
    knowledge.close();
  }
}
