package io.qklm.kg.store.serving;

import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.Steps;
import io.qklm.kg.store.repository.EpochCatalog;
import io.qklm.kg.store.repository.EpochFetcher;
import io.qklm.kg.store.repository.EpochName;
import io.qklm.kg.store.repository.SnapshotRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens epochs of a repository, any number at a time, for a process that chooses among them: each
 * is fetched, verified, opened and warmed, and leased in the repository until it is closed here.
 * The cache keeps the files of the epochs that are open and of the few that closed last. Where one
 * epoch is in force for all, {@link EpochSwapper} is the simpler way.
 */
public final class EpochLoader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EpochLoader.class);

  /** Epochs whose files stay though they are closed: the next one is likely to share theirs. */
  private static final int KEEP_CLOSED = 2;

  private final SnapshotRepository repository;
  private final SwapperOptions options;
  private final EpochFetcher fetcher;
  private final EpochOpener opener;
  private final LeaseKeeper leases;
  private final Set<EpochName> open = new HashSet<>();
  private final Deque<EpochName> closed = new ArrayDeque<>();
  private @Nullable KnowledgeSnapshot last;

  /**
   * Prepares to open.
   *
   * @param options {@code maxOpen} and {@code first} do not matter here
   */
  public EpochLoader(SnapshotRepository repository, SwapperOptions options, Clock clock)
      throws IOException {
    this.repository = repository;
    this.options = options;
    this.fetcher =
        new EpochFetcher(repository, Files.createDirectories(options.cache()), Steps.NONE);
    this.opener = new EpochOpener(new EpochCatalog(repository), fetcher, options.opening());
    this.leases = new LeaseKeeper(repository, options.holder(), options.leaseLength(), clock);
  }

  /**
   * Opens an epoch. One call at a time.
   *
   * @throws EpochMissingException if the repository does not have it
   * @throws IOException if it cannot be served; nothing stays open
   */
  public KnowledgeSnapshot open(EpochName epoch) throws IOException {
    clear();
    leases.take(epoch);
    try {
      if (repository.manifest(epoch).isEmpty()) {
        throw EpochMissingException.of(epoch.number(), epoch.digest());
      }
      KnowledgeSnapshot snapshot =
          opener.open(epoch, options.embedding(), Optional.ofNullable(last)).snapshot();
      synchronized (this) {
        open.add(epoch);
        closed.remove(epoch);
      }
      // Of the one before only its manifest and files are looked at, so it may be closed by then.
      last = snapshot;
      return snapshot;
    } catch (IOException | RuntimeException | Error e) {
      leases.end(epoch);
      throw e;
    }
  }

  /** Closes what {@link #open} gave; on any thread. Nobody may read it any more. */
  public void close(KnowledgeSnapshot snapshot) {
    EpochName epoch = new EpochName(snapshot.manifest().epoch(), snapshot.digest());
    snapshot.close();
    synchronized (this) {
      open.remove(epoch);
      closed.remove(epoch);
      closed.addLast(epoch);
    }
    leases.end(epoch);
  }

  /** Removes files that are not likely to be of use again; here, where nothing is being opened. */
  private void clear() {
    while (true) {
      EpochName old;
      synchronized (this) {
        if (closed.size() <= KEEP_CLOSED) {
          return;
        }
        old = closed.removeFirst();
        if (open.contains(old)) {
          continue;
        }
      }
      KnowledgeSnapshot before = last;
      if (before != null && before.digest().equals(old.digest())) {
        last = null;
      }
      try {
        fetcher.remove(old);
      } catch (IOException e) {
        LOG.warn("the files of epoch {} cannot be removed from the cache", old.number(), e);
      }
    }
  }

  /** Ends the leases. What is open must be closed before. */
  @Override
  public void close() {
    leases.close();
  }
}
