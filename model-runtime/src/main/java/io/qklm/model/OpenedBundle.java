package io.qklm.model;

import io.qklm.document.LanguageDetector;
import io.qklm.document.Provenance;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.abstractive.AbstractiveSummarizer;
import io.qklm.model.abstractive.SummarizerFolder;
import io.qklm.model.linking.LinkingWeights;
import io.qklm.model.override.OverrideSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A bundle with its native parts, which one engine or many stand on. Owns the model.
 *
 * @param bundle the files
 * @param options how engines work
 * @param model the native parts
 * @param languages tells the language of a text
 * @param summarizer writes summaries, where the options name one
 * @param overrides what a person decided of links
 */
record OpenedBundle(
    ModelBundle bundle,
    QklmOptions options,
    OpenedModel model,
    LanguageDetector languages,
    Optional<AbstractiveSummarizer> summarizer,
    OverrideSource overrides)
    implements AutoCloseable {

  /**
   * Opens the native parts.
   *
   * @param weights of the zero-shot linker
   * @throws BundleException if the bundle's files cannot be used
   */
  static OpenedBundle open(
      ModelBundle bundle, QklmOptions options, LinkingWeights weights, OverrideSource overrides)
      throws IOException {
    LanguageDetector languages = LanguageDetector.load();
    OpenedModel model =
        bundle.trained().isPresent()
            ? TrainedModel.open(bundle, bundle.trained().get(), options)
            : new ZeroShotModel(Natives.open(bundle, options.threads()), options, weights);
    try {
      return new OpenedBundle(bundle, options, model, languages, summarizer(options), overrides);
    } catch (IOException | RuntimeException | Error e) {
      model.close();
      throw e;
    }
  }

  private static Optional<AbstractiveSummarizer> summarizer(QklmOptions options)
      throws IOException {
    String folder = options.summary().summarizer();
    return folder.isBlank()
        ? Optional.empty()
        : Optional.of(
            AbstractiveSummarizer.open(SummarizerFolder.open(Path.of(folder)), options.threads()));
  }

  /** What engines over {@code snapshot} stamp on what they say. */
  Provenance provenance(KnowledgeSnapshot snapshot) {
    Provenance made =
        new Provenance(
            snapshot.manifest().epoch(),
            snapshot.digest(),
            bundle.name(),
            bundle.digest(),
            CodeVersion.current());
    return summarizer
        .map(it -> made.withSummarizer(new Provenance.Summarizer(it.name(), it.digest())))
        .orElse(made);
  }

  /**
   * Refuses knowledge whose vectors come from another model than {@code bundle}.
   *
   * @throws IOException with both digests
   */
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

  /** Closes the native parts. */
  @Override
  public void close() {
    try {
      summarizer.ifPresent(AbstractiveSummarizer::close);
    } finally {
      model.close();
    }
  }
}
