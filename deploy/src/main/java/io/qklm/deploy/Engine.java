package io.qklm.deploy;

import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.ModelBundle;
import io.qklm.model.Qklm;
import io.qklm.model.QklmOptions;
import io.qklm.model.override.OverrideSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The engine with the knowledge it reads, opened and closed as one. */
public final class Engine implements AutoCloseable {

  private final KnowledgeSnapshot snapshot;
  private final Qklm qklm;

  private Engine(KnowledgeSnapshot snapshot, Qklm qklm) {
    this.snapshot = snapshot;
    this.qklm = qklm;
  }

  /**
   * Opens knowledge and model.
   *
   * @param knowledge a snapshot's folder
   * @param model a bundle's folder or {@code zero-shot}; the bundle that comes with the code when
   *     absent
   * @throws IOException if either is missing or damaged; the message names the file and says what
   *     to do
   */
  public static Engine open(Path knowledge, Optional<Path> model, QklmOptions options)
      throws IOException {
    return open(knowledge, model, options, OverrideSource.NONE);
  }

  /**
   * The same with links that a person decides.
   *
   * @throws IOException as above
   */
  public static Engine open(
      Path knowledge, Optional<Path> model, QklmOptions options, OverrideSource overrides)
      throws IOException {
    KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(knowledge);
    try {
      return new Engine(snapshot, Qklm.open(bundle(model), snapshot, options, overrides));
    } catch (IOException | RuntimeException e) {
      snapshot.close();
      throw e;
    }
  }

  /** The bundle that a user names, or the one that comes with the code. */
  public static ModelBundle bundle(Optional<Path> model) throws IOException {
    return ModelBundle.named(model.map(Path::toString).orElse(""));
  }

  public KnowledgeSnapshot snapshot() {
    return snapshot;
  }

  public Qklm qklm() {
    return qklm;
  }

  /** The engine first: it reads the snapshot. */
  @Override
  public void close() {
    try {
      qklm.close();
    } finally {
      snapshot.close();
    }
  }
}
