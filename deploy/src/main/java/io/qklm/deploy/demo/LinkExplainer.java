package io.qklm.deploy.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.qklm.deploy.Engine;
import io.qklm.deploy.page.LiveRecord;
import io.qklm.document.Document;
import io.qklm.document.MentionExplanation;
import io.qklm.kg.EntityId;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.repository.EpochName;
import io.qklm.kg.store.repository.SnapshotRepository;
import io.qklm.kg.store.serving.EpochLoader;
import io.qklm.kg.store.serving.SwapperOptions;
import io.qklm.model.QklmModel;
import io.qklm.model.QklmOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Explains links by an engine of its own, over the epoch that made them, so that the job does not
 * have to say more than its records hold. Opened at the first question. Thread safe.
 */
final class LinkExplainer implements AutoCloseable {

  private final DemoOptions options;
  private final Path repository;
  private final Path cache;
  private @Nullable QklmModel model;
  private @Nullable KnowledgeSnapshot first;
  private @Nullable SnapshotRepository opened;
  private @Nullable EpochLoader loader;
  private @Nullable KnowledgeSnapshot later;
  private boolean closed;

  /**
   * An explainer that has nothing open.
   *
   * @param repository of the epochs after the first
   * @param cache folder for those that are fetched
   */
  LinkExplainer(DemoOptions options, Path repository, Path cache) {
    this.options = options;
    this.repository = repository;
    this.cache = cache;
  }

  /**
   * What the mentions of a record may mean.
   *
   * @throws IOException if its epoch cannot be opened
   */
  synchronized List<MentionExplanation> explain(LiveRecord record) throws IOException {
    if (record.text().isBlank()) {
      return List.of();
    }
    JsonNode enrichment = record.enrichment();
    Document document =
        new Document(
            enrichment.path("id").asText("?"),
            record.text(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(enrichment.path("language").asText()),
            Optional.empty(),
            Map.of());
    JsonNode provenance = enrichment.path("provenance");
    EpochName epoch =
        new EpochName(provenance.path("epoch").asLong(), provenance.path("epochDigest").asText());
    return model().over(snapshot(epoch)).explain(document);
  }

  /** Opens what questions about the first epoch need. */
  synchronized void open() throws IOException {
    model();
    first();
  }

  /** Label of an entity in the knowledge that the demo began with. */
  synchronized Optional<String> known(String id) throws IOException {
    OptionalInt ordinal = first().ordinal(new EntityId(id));
    return ordinal.isEmpty()
        ? Optional.empty()
        : Optional.of(first().text(ordinal.getAsInt(), "en").label());
  }

  private QklmModel model() throws IOException {
    QklmModel known = model;
    if (known == null) {
      requireOpen();
      known = QklmModel.open(Engine.bundle(options.model()), QklmOptions.defaults());
      model = known;
    }
    return known;
  }

  private KnowledgeSnapshot first() throws IOException {
    KnowledgeSnapshot known = first;
    if (known == null) {
      requireOpen();
      known = KnowledgeSnapshot.open(options.knowledge());
      first = known;
    }
    return known;
  }

  private KnowledgeSnapshot snapshot(EpochName epoch) throws IOException {
    if (first().digest().equals(epoch.digest())) {
      return first();
    }
    KnowledgeSnapshot known = later;
    if (known != null && known.digest().equals(epoch.digest())) {
      return known;
    }
    EpochLoader from = loader();
    KnowledgeSnapshot next = from.open(epoch);
    if (known != null) {
      from.close(known);
    }
    later = next;
    return next;
  }

  private EpochLoader loader() throws IOException {
    EpochLoader known = loader;
    if (known == null) {
      SnapshotRepository epochs = SnapshotRepository.open(repository.toString());
      opened = epochs;
      known =
          new EpochLoader(
              epochs,
              SwapperOptions.caching(cache).forEmbedding(model().embeddingDigest()),
              Clock.systemUTC());
      loader = known;
    }
    return known;
  }

  private void requireOpen() throws IOException {
    if (closed) {
      throw new IOException("the demo is ending");
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    if (loader != null) {
      if (later != null) {
        loader.close(later);
      }
      loader.close();
    }
    if (opened != null) {
      opened.close();
    }
    if (first != null) {
      first.close();
    }
    if (model != null) {
      model.close();
    }
  }
}
