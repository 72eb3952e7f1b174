package io.qklm.flink.engine;

import io.qklm.document.Document;
import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.repository.SnapshotRepository;
import io.qklm.kg.store.serving.CacheSlot;
import io.qklm.kg.store.serving.EpochLoader;
import io.qklm.kg.store.serving.SwapperOptions;
import io.qklm.model.ModelBundle;
import io.qklm.model.QklmModel;
import io.qklm.model.abstractive.SummarizerFolder;
import io.qklm.model.override.OverrideFile;
import io.qklm.model.stage.StageTimes;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The real engines: one model, and snapshots that come and go. */
final class QklmHost implements EngineHost {

  private static final Logger LOG = LoggerFactory.getLogger(QklmHost.class);

  /** Takes the way of every document: names, candidates, summary, facts. */
  private static final Document WARM_UP =
      Document.of(
          "warm-up",
          "Angela Merkel met Barack Obama in Berlin on Monday. The talks in Germany went on until"
              + " Tuesday. Both flew to Washington afterwards.");

  private final EngineSettings settings;
  private final Path temporary;
  private final QklmModel model;
  private final @Nullable QklmEngine fixed;
  private final Map<String, EpochLoader> loaders = new HashMap<>();
  private final List<SnapshotRepository> repositories = new ArrayList<>();
  private @Nullable CacheSlot cache;

  private QklmHost(
      EngineSettings settings, Path temporary, QklmModel model, @Nullable QklmEngine fixed) {
    this.settings = settings;
    this.temporary = temporary;
    this.model = model;
    this.fixed = fixed;
  }

  static QklmHost open(EngineSettings settings, WorkerPlace worker) throws IOException {
    ModelBundle bundle = ModelBundle.named(settings.model());
    NativeMemory memory = NativeMemory.of(bundle, settings.threads());
    String summarizer = settings.options().summary().summarizer();
    if (!summarizer.isBlank()) {
      long weights = SummarizerFolder.weights(Path.of(summarizer));
      memory = memory.withSummarizer(weights, settings.threads());
    }
    memory
        .problem(
            worker.plannedNativeBytes(), NativeMemory.limit(), Runtime.getRuntime().maxMemory())
        .ifPresent(problem -> LOG.warn("Memory may not suffice: {}", problem));
    SharedKnowledge knowledge = settings.knowledge().isBlank() ? null : knowledge(settings);
    QklmModel model = null;
    try {
      model = QklmModel.open(bundle, settings.options(), OverrideFile.named(settings.overrides()));
      return new QklmHost(
          settings,
          worker.temporary(),
          model,
          knowledge == null ? null : engine(model, knowledge.snapshot(), knowledge::close));
    } catch (IOException | RuntimeException | Error e) {
      if (model != null) {
        model.close();
      }
      if (knowledge != null) {
        knowledge.close();
      }
      throw e;
    }
  }

  private static SharedKnowledge knowledge(EngineSettings settings) throws IOException {
    try {
      return SharedKnowledge.lease(settings.knowledge());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while another subtask opened the knowledge");
    }
  }

  private static QklmEngine engine(QklmModel model, KnowledgeSnapshot snapshot, Runnable closer)
      throws IOException {
    QklmEngine engine = new QklmEngine(model.over(snapshot), snapshot.manifest().epoch(), closer);
    // Whoever waits for the engine to open waits for this too, so that no document does.
    engine.enrich(WARM_UP, new StageTimes());
    return engine;
  }

  @Override
  public Engine fixed() {
    if (fixed == null) {
      throw new IllegalStateException("no knowledge folder was given");
    }
    return fixed;
  }

  @Override
  public Engine open(EpochAnnouncement epoch) throws IOException {
    String expected = model.embeddingDigest();
    if (!epoch.embeddingDigest().equals(expected)) {
      throw new IOException(
          "epoch "
              + epoch.epoch().number()
              + " carries entity vectors of another model (digest "
              + epoch.embeddingDigest()
              + "); the model of this job needs digest "
              + expected
              + ". Announce an epoch made with this model, or start the job with that one");
    }
    EpochLoader loader = loader(epoch);
    KnowledgeSnapshot snapshot = loader.open(epoch.epoch());
    try {
      return engine(model, snapshot, () -> loader.close(snapshot));
    } catch (IOException | RuntimeException | Error e) {
      loader.close(snapshot);
      throw e;
    }
  }

  private synchronized EpochLoader loader(EpochAnnouncement epoch) throws IOException {
    String given = settings.repository();
    String address = given.isBlank() ? epoch.repository() : given;
    EpochLoader loader = loaders.get(address);
    if (loader == null) {
      CacheSlot slot = cache();
      // Epochs of two repositories never share a folder: they may have the same numbers.
      Path folder = slot.folder().resolve(Integer.toString(loaders.size()));
      loader =
          new EpochLoader(
              repository(address),
              SwapperOptions.caching(folder).forEmbedding(model.embeddingDigest()),
              Clock.systemUTC());
      loaders.put(address, loader);
    }
    return loader;
  }

  private SnapshotRepository repository(String address) throws IOException {
    SnapshotRepository opened = SnapshotRepository.open(address);
    repositories.add(opened);
    return opened;
  }

  private CacheSlot cache() throws IOException {
    if (cache == null) {
      String folder = settings.cache();
      cache =
          CacheSlot.acquire(
              folder.isBlank() ? Optional.empty() : Optional.of(Path.of(folder)), temporary);
    }
    return cache;
  }

  @Override
  public void close() {
    // The engine reads from the model and the snapshot, so it goes first.
    if (fixed != null) {
      fixed.close();
    }
    model.close();
    loaders.values().forEach(EpochLoader::close);
    for (SnapshotRepository repository : repositories) {
      try {
        repository.close();
      } catch (IOException e) {
        LOG.warn("the repository {} was not left in order", repository.place(), e);
      }
    }
    if (cache != null) {
      cache.close();
    }
  }
}
