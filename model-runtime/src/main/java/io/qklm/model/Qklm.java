package io.qklm.model;

import io.qklm.document.Document;
import io.qklm.document.Outcome;
import io.qklm.kg.store.KnowledgeSnapshot;
import java.io.IOException;
import java.util.List;

/** The engine. Skeleton: the lead fills it. */
public final class Qklm implements AutoCloseable {

  private Qklm() {}

  /** Opens the engine; the snapshot stays the caller's to close, after the engine. */
  public static Qklm open(ModelBundle bundle, KnowledgeSnapshot snapshot, QklmOptions options)
      throws IOException {
    throw new IOException("not yet");
  }

  /** One outcome per document, in their order. */
  public List<Outcome> enrich(List<Document> documents) {
    throw new IllegalStateException("not yet");
  }

  @Override
  public void close() {}
}
