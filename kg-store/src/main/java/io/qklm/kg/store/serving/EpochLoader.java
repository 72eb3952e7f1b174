package io.qklm.kg.store.serving;

import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.repository.EpochCatalog;
import io.qklm.kg.store.repository.EpochFetcher;
import io.qklm.kg.store.repository.EpochName;
import io.qklm.kg.store.repository.SnapshotRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Opens epochs of a repository, any number beside each other, for a process that chooses among
 * them: each is fetched, verified, opened and warmed, and leased in the repository until it is
 * closed here. The cache keeps the files of the epochs that are open and of the few that closed
 * last. Where one epoch is in force for all, {@link EpochSwapper} is the simpler way. Thread safe:
 * epochs may be opened at the same time, and none waits for another.
 */
public final class EpochLoader implements AutoCloseable {

  private final SnapshotRepository repository;
  private final CacheRoom room;
  private final EpochOpener opener;
  private final LeaseKeeper leases;

  /** Held for writing while files of old epochs are removed, which no fetch may link meanwhile. */
  private final ReadWriteLock files = new ReentrantReadWriteLock();

  private volatile @Nullable KnowledgeSnapshot last;
  private volatile Optional<String> embedding;

  /**
   * Prepares to open.
   *
   * @param options {@code maxOpen} and {@code first} do not matter here
   */
  public EpochLoader(SnapshotRepository repository, SwapperOptions options, Clock clock)
      throws IOException {
    this(repository, options, clock, Steps.NONE);
  }

  /** The same, telling of each step that changes the cache. */
  EpochLoader(SnapshotRepository repository, SwapperOptions options, Clock clock, Steps steps)
      throws IOException {
    this.repository = repository;
    this.embedding = options.embedding();
    EpochFetcher fetcher =
        new EpochFetcher(repository, Files.createDirectories(options.cache()), steps);
    this.room = new CacheRoom(fetcher);
    this.opener = new EpochOpener(new EpochCatalog(repository), fetcher, options.opening());
    this.leases = new LeaseKeeper(repository, options.holder(), options.leaseLength(), clock);
  }

  /**
   * Opens an epoch. Where the options name no embedder, that of the first one opened counts.
   *
   * @throws EpochMissingException if the repository does not have it
   * @throws IOException if it cannot be served; nothing stays open
   */
  public KnowledgeSnapshot open(EpochName epoch) throws IOException {
    return ready(epoch).snapshot();
  }

  /** The same, with what was fetched for it. */
  EpochOpener.Ready ready(EpochName epoch) throws IOException {
    makeRoom();
    leases.take(epoch);
    files.readLock().lock();
    try {
      if (repository.manifest(epoch).isEmpty()) {
        throw EpochMissingException.of(epoch.number(), epoch.digest());
      }
      EpochOpener.Ready ready = opener.open(epoch, embedding, Optional.ofNullable(last));
      room.opened(epoch);
      // Of the one before only its manifest and files are looked at, so it may be closed by then.
      last = ready.snapshot();
      if (embedding.isEmpty()) {
        embedding = Optional.of(ready.snapshot().manifest().embedding().digest());
      }
      return ready;
    } catch (IOException | RuntimeException | Error e) {
      leases.end(epoch);
      throw e;
    } finally {
      files.readLock().unlock();
    }
  }

  /** Removes what is of no use any more, unless another epoch is being fetched just now. */
  private void makeRoom() {
    if (!files.writeLock().tryLock()) {
      return;
    }
    try {
      KnowledgeSnapshot before = last;
      for (EpochName gone : room.clear()) {
        if (before != null && before.digest().equals(gone.digest())) {
          last = null;
        }
      }
    } finally {
      files.writeLock().unlock();
    }
  }

  /** Closes what {@link #open} gave; on any thread. Nobody may read it any more. */
  public void close(KnowledgeSnapshot snapshot) {
    snapshot.close();
    closed(snapshot);
  }

  /** Told of a snapshot that somebody else closed. */
  void closed(KnowledgeSnapshot snapshot) {
    EpochName epoch = new EpochName(snapshot.manifest().epoch(), snapshot.digest());
    room.closed(epoch);
    leases.end(epoch);
  }

  /** Ends the leases. What is open must be closed before. */
  @Override
  public void close() {
    leases.close();
  }
}
