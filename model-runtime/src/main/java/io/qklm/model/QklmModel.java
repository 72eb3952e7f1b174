package io.qklm.model;

import io.qklm.document.LanguageDetector;
import io.qklm.document.Provenance;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.linking.LinkingWeights;
import java.io.IOException;

/**
 * A bundle opened once, for engines over one epoch after the other: its native parts are shared by
 * all of them and closed here, after the last. Safe for any number of threads.
 */
public final class QklmModel implements AutoCloseable {

  private final ModelBundle bundle;
  private final QklmOptions options;
  private final OpenedModel model;
  private final LanguageDetector languages;

  private QklmModel(
      ModelBundle bundle, QklmOptions options, OpenedModel model, LanguageDetector languages) {
    this.bundle = bundle;
    this.options = options;
    this.model = model;
    this.languages = languages;
  }

  /**
   * Opens the native parts of a bundle.
   *
   * @throws BundleException if the bundle's files cannot be used
   */
  public static QklmModel open(ModelBundle bundle, QklmOptions options) throws IOException {
    return open(bundle, options, LinkingWeights.defaults());
  }

  static QklmModel open(ModelBundle bundle, QklmOptions options, LinkingWeights weights)
      throws IOException {
    LanguageDetector languages = LanguageDetector.load();
    return new QklmModel(bundle, options, OpenedModel.open(bundle, options, weights), languages);
  }

  /** The digest of the entity vectors that the model reads. */
  public String embeddingDigest() {
    return bundle.embeddingDigest();
  }

  /**
   * The engine over a snapshot, at the cost of a few objects. Closing it closes nothing.
   *
   * @param snapshot stays the caller's, who closes it after the last call of the engine
   * @throws IOException if the snapshot's vectors come from another model than this
   */
  public Qklm over(KnowledgeSnapshot snapshot) throws IOException {
    return over(snapshot, () -> {});
  }

  Qklm over(KnowledgeSnapshot snapshot, Runnable onClose) throws IOException {
    requireSameEmbedding(bundle, snapshot);
    Provenance provenance =
        new Provenance(
            snapshot.manifest().epoch(),
            snapshot.digest(),
            bundle.name(),
            bundle.digest(),
            CodeVersion.current());
    return new Qklm(model.over(snapshot), snapshot, options, provenance, languages, onClose);
  }

  static void requireSameEmbedding(ModelBundle bundle, KnowledgeSnapshot snapshot)
      throws IOException {
    String expected = bundle.embeddingDigest();
    String found = snapshot.manifest().embedding().digest();
    if (!expected.equals(found)) {
      throw new IOException(
          "the knowledge in "
              + snapshot.folder()
              + " carries entity vectors of another model (digest "
              + found
              + "); the model "
              + bundle.name()
              + " needs digest "
              + expected
              + ". Build the knowledge again with this model.");
    }
  }

  /** Closes the native parts. No engine over this model may be at work or be called again. */
  @Override
  public void close() {
    model.close();
  }
}
