package io.qklm.kg.store.serving;

import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.KnowledgeStore;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.repository.EpochCatalog;
import io.qklm.kg.store.repository.EpochFetcher;
import io.qklm.kg.store.repository.EpochName;
import io.qklm.kg.store.repository.SnapshotRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a {@link KnowledgeStore} at the epoch of a repository that was asked for last: takes a
 * lease on it, fetches what the cache lacks, verifies, opens it beside the one in force, warms it
 * and swaps.
 *
 * <p>One a process: make it once, share it among all that read, and close it last. Every reader
 * asks {@link #swapTo} when it hears of an epoch; the first one does the work, the others wait for
 * it and find the epoch in force. These calls take as long as a fetch, so they do not belong on a
 * thread that processes documents; such a thread takes {@link KnowledgeStore#lease()} before a
 * document and gives it back after. A reader that must stay with one epoch keeps its lease, or asks
 * {@link KnowledgeStore#lease(String)} for an epoch that another reader still holds.
 *
 * <p>Each open epoch has a lease in the repository, so that no collector removes it there while it
 * is served here: what is served are files in the cache, but a restart, or another machine that
 * restores the same job, must be able to fetch it again. The lease ends soon after the epoch
 * closed.
 */
public final class EpochSwapper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EpochSwapper.class);

  private final EpochCatalog catalog;
  private final EpochLoader loader;
  private final KnowledgeStore store;
  private final ReentrantLock swaps = new ReentrantLock();

  private EpochSwapper(
      SnapshotRepository repository, SwapperOptions options, Clock clock, Steps steps)
      throws IOException {
    this.catalog = new EpochCatalog(repository);
    EpochName first = options.first().isPresent() ? options.first().get() : head();
    this.loader = new EpochLoader(repository, options, clock, steps);
    try {
      this.store = new KnowledgeStore(loader.open(first), options.maxOpen(), loader::closed);
    } catch (IOException | RuntimeException e) {
      loader.close();
      throw e;
    }
  }

  /**
   * Fetches and opens the first epoch: the one that the options name, as a checkpoint does, else
   * the one in force in the repository.
   *
   * @throws IOException if it cannot be served; the message says why and what to do
   */
  public static EpochSwapper open(SnapshotRepository repository, SwapperOptions options)
      throws IOException {
    return open(repository, options, Clock.systemUTC());
  }

  /** The same with a clock for the leases. */
  public static EpochSwapper open(
      SnapshotRepository repository, SwapperOptions options, Clock clock) throws IOException {
    return open(repository, options, clock, Steps.NONE);
  }

  /** The same, telling of each step that changes the cache. */
  public static EpochSwapper open(
      SnapshotRepository repository, SwapperOptions options, Clock clock, Steps steps)
      throws IOException {
    return new EpochSwapper(repository, options, clock, steps);
  }

  /** The store that is swapped; its readers take their leases there. */
  public KnowledgeStore store() {
    return store;
  }

  /** The epoch in force in this process. */
  public EpochName inForce() {
    try (KnowledgeStore.Lease lease = store.lease()) {
      return name(lease.snapshot());
    }
  }

  /**
   * Puts in force here what is in force in the repository.
   *
   * @throws IOException if the repository cannot be read or has no complete epoch
   */
  public SwapOutcome swapToHead() throws IOException {
    return swapTo(head());
  }

  /**
   * Puts an epoch in force, newer or older. It is refused if the repository lacks it, if a file of
   * it is missing or damaged there, if its format is newer than this build, if its vectors are of
   * another embedder than the model's, if the disk is full, or if as many epochs are open as may
   * be. A refused epoch may be asked for again.
   *
   * @throws IllegalStateException if this is closed
   */
  public SwapOutcome swapTo(EpochName epoch) {
    swaps.lock();
    try {
      EpochName before = inForce();
      if (before.equals(epoch)) {
        return new SwapOutcome.Unchanged(epoch);
      }
      long start = System.nanoTime();
      try {
        EpochFetcher.Fetch fetch = swap(epoch);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        LOG.info("Epoch {} is in force after {} ms", epoch.number(), took.toMillis());
        return new SwapOutcome.Swapped(
            epoch, before, fetch.fetchedFiles(), fetch.fetchedBytes(), took);
      } catch (IOException e) {
        String reason = "epoch " + epoch.number() + " is refused: " + e.getMessage();
        LOG.warn("{}; epoch {} still serves", reason, before.number());
        return new SwapOutcome.Refused(epoch, reason);
      }
    } finally {
      swaps.unlock();
    }
  }

  private EpochFetcher.Fetch swap(EpochName epoch) throws IOException {
    if (store.swapBack(epoch.digest())) {
      return new EpochFetcher.Fetch(inForceFolder(), epoch, 0, 0);
    }
    EpochOpener.Ready[] ready = new EpochOpener.Ready[1];
    try {
      store.swap(
          (KnowledgeSnapshot inForce) -> {
            ready[0] = loader.ready(epoch);
            return ready[0].snapshot();
          });
    } catch (IllegalStateException e) {
      // The store was closed meanwhile, and has closed what was opened for it.
      if (ready[0] != null) {
        loader.closed(ready[0].snapshot());
      }
      throw e;
    }
    return ready[0].fetch();
  }

  private Path inForceFolder() {
    try (KnowledgeStore.Lease lease = store.lease()) {
      return lease.snapshot().folder();
    }
  }

  private EpochName head() throws IOException {
    return catalog
        .inForce()
        .orElseThrow(
            () ->
                new IOException(
                    "the repository has no complete epoch; publish one with 'qklm kg publish'"));
  }

  private static EpochName name(KnowledgeSnapshot snapshot) {
    return new EpochName(snapshot.manifest().epoch(), snapshot.digest());
  }

  /** Closes the store and ends the leases. Snapshots close with their readers' last leases. */
  @Override
  public void close() {
    store.close();
    loader.close();
  }
}
