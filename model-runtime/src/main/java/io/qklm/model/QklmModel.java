package io.qklm.model;

import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.linking.LinkingWeights;
import io.qklm.model.override.OverrideSource;
import java.io.IOException;

/**
 * A bundle opened once, for engines over one epoch after the other: its native parts are shared by
 * all of them and closed here, after the last. Safe for any number of threads.
 */
public final class QklmModel implements AutoCloseable {

  private final OpenedBundle opened;

  private QklmModel(OpenedBundle opened) {
    this.opened = opened;
  }

  /**
   * Opens the native parts of a bundle.
   *
   * @throws BundleException if the bundle's files cannot be used
   */
  public static QklmModel open(ModelBundle bundle, QklmOptions options) throws IOException {
    return open(bundle, options, OverrideSource.NONE);
  }

  /**
   * The same, with links that a person decides.
   *
   * @param overrides asked once a document
   * @throws BundleException if the bundle's files cannot be used
   */
  public static QklmModel open(ModelBundle bundle, QklmOptions options, OverrideSource overrides)
      throws IOException {
    return new QklmModel(OpenedBundle.open(bundle, options, LinkingWeights.defaults(), overrides));
  }

  /** The digest of the entity vectors that the model reads. */
  public String embeddingDigest() {
    return opened.bundle().embeddingDigest();
  }

  /**
   * The engine over a snapshot, at the cost of a few objects. Closing it closes nothing.
   *
   * @param snapshot stays the caller's, who closes it after the last call of the engine
   * @throws IOException if the snapshot's vectors come from another model than this
   */
  public Qklm over(KnowledgeSnapshot snapshot) throws IOException {
    OpenedBundle.requireSameEmbedding(opened.bundle(), snapshot);
    return new Qklm(opened, snapshot, () -> {});
  }

  /** Closes the native parts. No engine over this model may be at work or be called again. */
  @Override
  public void close() {
    opened.close();
  }
}
