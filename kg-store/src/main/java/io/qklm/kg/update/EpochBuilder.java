package io.qklm.kg.update;

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
import io.qklm.kg.store.repository.HeadIntent;
import io.qklm.kg.store.repository.SnapshotRepository;
import io.qklm.kg.store.serving.CacheSlot;
import io.qklm.kg.store.serving.EpochLoader;
import io.qklm.kg.store.serving.SwapperOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Epochs on this machine and in the repository: the parent, and the next one made out of it. Each
 * step may be called again after it failed, with the same outcome and without doing twice what was
 * done: the same updates on the same parent are one folder, embedded once. Not thread safe.
 */
public final class EpochBuilder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EpochBuilder.class);

  /**
   * An update that makes the build fail.
   *
   * @param reason one sentence
   */
  public record Poisoned(KnowledgeUpdate update, String reason) {}

  /**
   * What a window became.
   *
   * @param snapshot the epoch's name and folder; empty if no update could be used
   * @param poisoned updates that were left out
   */
  public record Built(Optional<Snapshot> snapshot, List<Poisoned> poisoned) {
    public Built {
      poisoned = List.copyOf(poisoned);
    }
  }

  /** A snapshot that was built here. */
  public record Snapshot(EpochName epoch, Path folder) {}

  private final SnapshotRepository repository;
  private final RememberedVectors embedder;
  private final CacheSlot work;
  private final EpochLoader loader;
  private @Nullable KnowledgeSnapshot parent;
  private boolean parentIsLoaded;
  private @Nullable Attempt attempt;
  private int made;

  /** What was found out about a window so far. */
  private static final class Attempt {
    private final String parent;
    private final List<KnowledgeUpdate> updates;
    private List<KnowledgeUpdate> usable;
    private List<Poisoned> poisoned = List.of();
    private @Nullable Snapshot snapshot;

    Attempt(String parent, List<KnowledgeUpdate> updates) {
      this.parent = parent;
      this.updates = List.copyOf(updates);
      this.usable = this.updates;
    }
  }

  /**
   * Prepares to build.
   *
   * @param folder for snapshots in the making; a temporary one if empty
   */
  public EpochBuilder(SnapshotRepository repository, EntityEmbedder embedder, Optional<Path> folder)
      throws IOException {
    this.repository = repository;
    this.embedder = new RememberedVectors(embedder);
    this.work = CacheSlot.acquire(folder);
    try {
      if (Files.exists(built())) {
        FileTrees.delete(built());
      }
      this.loader =
          new EpochLoader(
              repository,
              SwapperOptions.caching(work.folder().resolve("fetched"))
                  .forEmbedding(embedder.digest()),
              Clock.systemUTC());
    } catch (IOException | RuntimeException e) {
      work.close();
      throw e;
    }
  }

  private Path built() {
    return work.folder().resolve("built");
  }

  /** The epoch in force in the repository, the newest complete one if that cannot be used. */
  public EpochName inForce() throws IOException {
    return new EpochCatalog(repository)
        .inForce()
        .orElseThrow(
            () ->
                new IOException(
                    "the repository has no complete epoch to start from; publish one with 'qklm kg"
                        + " publish'"));
  }

  /** What the repository says is in force, whether it is there or not. */
  public Optional<EpochName> head() throws IOException {
    return repository.head();
  }

  /** Continues from an epoch of the repository, or from what was built here and published as it. */
  public void startFrom(EpochName epoch) throws IOException {
    KnowledgeSnapshot known = parent;
    if (known != null && known.digest().equals(epoch.digest())) {
      return;
    }
    Attempt last = attempt;
    if (last != null && last.snapshot != null && last.snapshot.epoch().equals(epoch)) {
      continueFrom(last.snapshot);
      return;
    }
    replaceParent(loader.open(epoch), true);
  }

  private void replaceParent(@Nullable KnowledgeSnapshot next, boolean loaded) {
    KnowledgeSnapshot before = parent;
    boolean beforeIsLoaded = parentIsLoaded;
    parent = next;
    parentIsLoaded = loaded;
    if (before != null && beforeIsLoaded) {
      loader.close(before);
    } else if (before != null) {
      Path folder = before.folder();
      before.close();
      remove(folder);
    }
  }

  private static void remove(Path folder) {
    try {
      FileTrees.delete(folder);
    } catch (IOException e) {
      // The next start removes it, and the epoch that follows does not need it.
      LOG.warn("the folder {} could not be removed", folder, e);
    }
  }

  private KnowledgeSnapshot parent() {
    if (parent == null) {
      throw new IllegalStateException("no epoch to continue from was named");
    }
    return parent;
  }

  /**
   * Builds the next epoch. Updates that make the build fail are left out and told of. The same
   * updates again give what was built before, unless its number was taken meanwhile.
   *
   * @throws IOException if it cannot be built now, whatever the updates
   */
  public Built build(List<KnowledgeUpdate> updates) throws IOException {
    Attempt now = attempt;
    if (now == null || !now.parent.equals(parent().digest()) || !now.updates.equals(updates)) {
      drop();
      now = new Attempt(parent().digest(), updates);
      attempt = now;
    }
    Snapshot there = now.snapshot;
    if (there != null && taken(there.epoch())) {
      remove(there.folder());
      now.snapshot = null;
    }
    if (now.snapshot == null && !now.usable.isEmpty()) {
      try {
        now.snapshot = snapshot(now.usable);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      } catch (RuntimeException e) {
        LOG.warn(
            "a window of {} updates cannot be built; looking for the cause", updates.size(), e);
        PoisonSearch search = new PoisonSearch(this::attempt);
        now.usable = search.usable(now.usable);
        now.poisoned = search.poisoned();
        now.snapshot = now.usable.isEmpty() ? null : snapshot(now.usable);
      }
    }
    return new Built(Optional.ofNullable(now.snapshot), now.poisoned);
  }

  private void drop() {
    Attempt before = attempt;
    attempt = null;
    if (before != null && before.snapshot != null) {
      remove(before.snapshot.folder());
    }
  }

  private boolean taken(EpochName epoch) throws IOException {
    return repository.epochs().stream()
        .anyMatch(other -> other.number() == epoch.number() && !other.equals(epoch));
  }

  private Snapshot snapshot(List<KnowledgeUpdate> updates) throws IOException {
    Path folder = output();
    DeltaReport report = run(updates, folder);
    return new Snapshot(new EpochName(report.epoch(), report.digest()), folder);
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

  private void attempt(List<KnowledgeUpdate> updates) throws IOException {
    Path trial = output();
    try {
      run(updates, trial);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      if (Files.exists(trial)) {
        remove(trial);
      }
    }
  }

  /** Publishes a snapshot, not in force yet; doing so again sends nothing. */
  public void publish(Snapshot snapshot) throws IOException {
    new EpochPublisher(repository).store(snapshot.folder());
  }

  /**
   * Notes in the repository that an epoch is about to be announced and then put in force, so that
   * who is cut off in between is told from who changed his mind.
   */
  public void intend(Optional<EpochName> expected, EpochName next) throws IOException {
    repository.intend(HeadIntent.of(expected, next));
  }

  /** Notes that nothing is about to be put in force. */
  public void intendNothing() throws IOException {
    if (!repository.intent().equals(Optional.of(HeadIntent.NOTHING))) {
      repository.intend(HeadIntent.NOTHING);
    }
  }

  /** What {@link #intend} noted last; empty in a repository that no such note was left in. */
  public Optional<HeadIntent> intent() throws IOException {
    return repository.intent();
  }

  /** Puts an epoch in force in the repository, unless somebody changed that meanwhile. */
  public boolean putInForce(Optional<EpochName> expected, EpochName next) throws IOException {
    return new EpochCatalog(repository).replace(expected, next);
  }

  /** Continues from what was built and published. Where it is damaged, the repository has it. */
  public void continueFrom(Snapshot snapshot) throws IOException {
    KnowledgeSnapshot known = parent;
    if (known != null && known.digest().equals(snapshot.epoch().digest())) {
      return;
    }
    KnowledgeSnapshot opened;
    try {
      opened =
          KnowledgeSnapshot.openNext(
              snapshot.folder(), KnowledgeSnapshot.Options.defaults(), parent());
    } catch (IOException e) {
      LOG.warn("{} cannot be opened; taking it from the repository", snapshot.folder(), e);
      replaceParent(loader.open(snapshot.epoch()), true);
      drop();
      embedder.forget();
      return;
    }
    attempt = null;
    embedder.forget();
    replaceParent(opened, false);
  }

  /** Removes all but the newest epochs from the repository. */
  public void collect(int keep) {
    try {
      new EpochCollector(repository, Clock.systemUTC()).collect(keep);
    } catch (IOException e) {
      LOG.warn("old epochs cannot be removed from the repository now", e);
    }
  }

  @Override
  public void close() {
    drop();
    replaceParent(null, false);
    loader.close();
    work.close();
  }
}
