package io.qklm.deploy.update;

import io.qklm.flink.knowledge.CacheSlot;
import io.qklm.kg.EntityEmbedder;
import io.qklm.kg.KnowledgeUpdate;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.change.DeltaBuild;
import io.qklm.kg.store.change.DeltaReport;
import io.qklm.kg.store.files.FileTrees;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.repository.EpochCatalog;
import io.qklm.kg.store.repository.EpochCollector;
import io.qklm.kg.store.repository.EpochName;
import io.qklm.kg.store.repository.EpochPublisher;
import io.qklm.kg.store.repository.SnapshotRepository;
import io.qklm.kg.store.serving.EpochLoader;
import io.qklm.kg.store.serving.SwapperOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Epochs on this machine and in the repository: the parent, and the next one made out of it. */
final class EpochBuilder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EpochBuilder.class);

  /**
   * An update that makes the build fail.
   *
   * @param reason one sentence
   */
  record Poisoned(KnowledgeUpdate update, String reason) {}

  private final SnapshotRepository repository;
  private final EntityEmbedder embedder;
  private final CacheSlot work;
  private final EpochLoader loader;
  private @Nullable KnowledgeSnapshot parent;
  private boolean parentIsLoaded;
  private int made;

  EpochBuilder(SnapshotRepository repository, EntityEmbedder embedder, Optional<Path> folder)
      throws IOException {
    this.repository = repository;
    this.embedder = embedder;
    this.work = CacheSlot.acquire(folder);
    FileTrees.delete(built());
    this.loader =
        new EpochLoader(
            repository,
            SwapperOptions.caching(work.folder().resolve("fetched"))
                .forEmbedding(embedder.digest()),
            Clock.systemUTC());
  }

  private Path built() {
    return work.folder().resolve("built");
  }

  /** The epoch in force in the repository. */
  EpochName head() throws IOException {
    return new EpochCatalog(repository)
        .inForce()
        .orElseThrow(
            () ->
                new IOException(
                    "the repository has no complete epoch to start from; publish one with 'qklm kg"
                        + " publish'"));
  }

  /** Continues from an epoch of the repository. */
  KnowledgeSnapshot startFrom(EpochName epoch) throws IOException {
    KnowledgeSnapshot known = parent;
    if (known != null && known.digest().equals(epoch.digest())) {
      return known;
    }
    KnowledgeSnapshot opened = loader.open(epoch);
    replaceParent(opened, true);
    return opened;
  }

  private void replaceParent(@Nullable KnowledgeSnapshot next, boolean loaded) throws IOException {
    KnowledgeSnapshot before = parent;
    boolean beforeIsLoaded = parentIsLoaded;
    parent = next;
    parentIsLoaded = loaded;
    if (before != null && beforeIsLoaded) {
      loader.close(before);
    } else if (before != null) {
      Path folder = before.folder();
      before.close();
      FileTrees.delete(folder);
    }
  }

  private KnowledgeSnapshot parent() {
    if (parent == null) {
      throw new IllegalStateException("no epoch to continue from was named");
    }
    return parent;
  }

  /**
   * Builds the next epoch. Updates that make the build fail are left out and told of.
   *
   * @param poisoned gets those that are left out
   * @return the snapshot's folder; empty if nothing is left to build
   */
  Optional<Path> build(List<KnowledgeUpdate> updates, List<Poisoned> poisoned) throws IOException {
    Path folder = output();
    try {
      run(updates, folder);
      return Optional.of(folder);
    } catch (RuntimeException e) {
      LOG.warn("a window of {} updates cannot be built; looking for the cause", updates.size(), e);
    }
    List<KnowledgeUpdate> usable = usable(updates, poisoned);
    if (usable.isEmpty()) {
      return Optional.empty();
    }
    run(usable, folder);
    return Optional.of(folder);
  }

  private Path output() throws IOException {
    Files.createDirectories(built());
    return built().resolve("snapshot-" + made++);
  }

  private DeltaReport run(List<KnowledgeUpdate> updates, Path folder) throws IOException {
    long number = Math.max(parent().manifest().epoch(), newest()) + 1;
    return new DeltaBuild(
            parent(), new DeltaBuild.Options(folder, number, true), embedder, Steps.NONE)
        .run(updates);
  }

  /** An epoch that was published and never announced keeps its number. */
  private long newest() throws IOException {
    return repository.epochs().stream().mapToLong(EpochName::number).max().orElse(0);
  }

  /** Halves the updates until those that fail stand alone. */
  private List<KnowledgeUpdate> usable(List<KnowledgeUpdate> updates, List<Poisoned> poisoned)
      throws IOException {
    Path trial = output();
    try {
      run(updates, trial);
      return updates;
    } catch (RuntimeException e) {
      if (updates.size() == 1) {
        poisoned.add(
            new Poisoned(updates.get(0), "the knowledge cannot be built with this update: " + e));
        return List.of();
      }
    } finally {
      FileTrees.delete(trial);
    }
    int half = updates.size() / 2;
    List<KnowledgeUpdate> usable = new ArrayList<>(usable(updates.subList(0, half), poisoned));
    usable.addAll(usable(updates.subList(half, updates.size()), poisoned));
    return usable;
  }

  /** Publishes a snapshot, not in force yet; doing so again sends nothing. */
  EpochName publish(Path folder) throws IOException {
    return new EpochPublisher(repository).store(folder).epoch();
  }

  /** What the repository says is in force, whether it is there or not. */
  Optional<EpochName> said() throws IOException {
    return repository.head();
  }

  /** Puts an epoch in force in the repository, unless somebody changed that meanwhile. */
  boolean putInForce(Optional<EpochName> expected, EpochName next) throws IOException {
    return new EpochCatalog(repository).replace(expected, next);
  }

  /** Continues from what was built and published. */
  void continueFrom(Path folder) throws IOException {
    replaceParent(
        KnowledgeSnapshot.openNext(folder, KnowledgeSnapshot.Options.defaults(), parent()), false);
  }

  /** Removes what was built and is not continued from. */
  void discard(Path folder) throws IOException {
    FileTrees.delete(folder);
  }

  /** Removes all but the newest epochs from the repository. */
  void collect(int keep) {
    try {
      new EpochCollector(repository, Clock.systemUTC()).collect(keep);
    } catch (IOException e) {
      LOG.warn("old epochs cannot be removed from the repository now", e);
    }
  }

  @Override
  public void close() {
    try {
      replaceParent(null, false);
    } catch (IOException e) {
      LOG.warn("the work folder could not be left in order", e);
    }
    loader.close();
    work.close();
  }
}
