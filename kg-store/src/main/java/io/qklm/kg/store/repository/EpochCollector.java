package io.qklm.kg.store.repository;

import io.qklm.kg.store.format.SnapshotManifest.FileEntry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Removes old epochs and the blobs that no epoch uses any more. Kept are the newest epochs, the one
 * in force and those with a lease. Manifests go before blobs, so that what can be seen is whole.
 */
public final class EpochCollector {

  /**
   * What was removed.
   *
   * @param epochs removed epochs
   * @param blobs number of removed blobs
   * @param bytes their size
   */
  public record Collection(List<EpochName> epochs, int blobs, long bytes) {
    public Collection {
      epochs = List.copyOf(epochs);
    }
  }

  /** How long a lease that ended is left for people to see who was there. */
  private static final Duration FORGOTTEN = Duration.ofDays(1);

  private final SnapshotRepository repository;
  private final Clock clock;

  /**
   * Prepares to collect.
   *
   * @param clock tells which leases have ended
   */
  public EpochCollector(SnapshotRepository repository, Clock clock) {
    this.repository = repository;
    this.clock = clock;
  }

  /**
   * Collects.
   *
   * @param keep how many of the newest epochs stay, at least 1
   */
  public Collection collect(int keep) throws IOException {
    if (keep < 1) {
      throw new IllegalArgumentException("at least 1 epoch is kept, got " + keep);
    }
    ObjectStore.WriteLock lock = repository.lock();
    try (lock) {
      undoBegun();
      List<EpochName> removed = removeEpochs(keep, lock);
      Set<String> used = used();
      int blobs = 0;
      long bytes = 0;
      for (String blob : repository.blobs()) {
        if (!used.contains(blob)) {
          lock.check();
          bytes += repository.blobSize(blob).orElse(0L);
          repository.deleteBlob(blob);
          blobs++;
        }
      }
      repository.clearLeases(clock.instant().minus(FORGOTTEN));
      return new Collection(removed, blobs, bytes);
    }
  }

  /**
   * Brings back what a killed collector was about to remove: it may have a lease by now. Its blobs
   * are all there, since blobs go only after this.
   */
  private void undoBegun() throws IOException {
    for (EpochName epoch : repository.removing()) {
      repository.undoRemoval(epoch);
    }
  }

  private List<EpochName> removeEpochs(int keep, ObjectStore.WriteLock lock) throws IOException {
    List<EpochName> all = repository.epochs();
    Set<EpochName> kept = new HashSet<>(repository.leased(clock.instant()));
    kept.addAll(all.subList(Math.max(0, all.size() - keep), all.size()));
    repository.head().ifPresent(kept::add);
    new EpochCatalog(repository).inForce().ifPresent(kept::add);
    List<EpochName> removed = new ArrayList<>();
    for (EpochName epoch : all) {
      if (!kept.contains(epoch)) {
        lock.check();
        repository.beginRemoval(epoch);
        if (settle(epoch)) {
          removed.add(epoch);
        }
      }
    }
    return removed;
  }

  /**
   * A reader takes its lease and then looks for the manifest. So a lease that came too late to be
   * seen here finds none, and one that came in time brings the manifest back.
   *
   * @return whether the epoch is removed for good
   */
  private boolean settle(EpochName epoch) throws IOException {
    if (repository.leased(clock.instant()).contains(epoch)) {
      repository.undoRemoval(epoch);
      return false;
    }
    repository.finishRemoval(epoch);
    return true;
  }

  /** A damaged manifest stops the collection: what its blobs are is not known. */
  private Set<String> used() throws IOException {
    EpochCatalog catalog = new EpochCatalog(repository);
    Set<String> used = new HashSet<>();
    for (EpochName epoch : repository.epochs()) {
      catalog.manifest(epoch).files().stream().map(FileEntry::sha256).forEach(used::add);
    }
    return used;
  }
}
