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
import org.jspecify.annotations.Nullable;

/**
 * Opens epochs of a repository, any number at a time, for a process that chooses among them: each
 * is fetched, verified, opened and warmed, and leased in the repository until it is closed here.
 * The cache keeps the files of the epochs that are open and of the few that closed last. Where one
 * epoch is in force for all, {@link EpochSwapper} is the simpler way.
 */
public final class EpochLoader implements AutoCloseable {

  private final SnapshotRepository repository;
  private final SwapperOptions options;
  private final CacheRoom room;
  private final EpochOpener opener;
  private final LeaseKeeper leases;
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
    EpochFetcher fetcher =
        new EpochFetcher(repository, Files.createDirectories(options.cache()), Steps.NONE);
    this.room = new CacheRoom(fetcher);
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
    KnowledgeSnapshot before = last;
    for (EpochName gone : room.clear()) {
      if (before != null && before.digest().equals(gone.digest())) {
        last = null;
      }
    }
    leases.take(epoch);
    try {
      if (repository.manifest(epoch).isEmpty()) {
        throw EpochMissingException.of(epoch.number(), epoch.digest());
      }
      KnowledgeSnapshot snapshot =
          opener.open(epoch, options.embedding(), Optional.ofNullable(last)).snapshot();
      room.opened(epoch);
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
    room.closed(epoch);
    leases.end(epoch);
  }

  /** Ends the leases. What is open must be closed before. */
  @Override
  public void close() {
    leases.close();
  }
}
