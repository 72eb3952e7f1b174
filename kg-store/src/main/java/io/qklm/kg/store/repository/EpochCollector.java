package io.qklm.kg.store.repository;

import io.qklm.kg.store.SnapshotManifest.FileEntry;
import java.io.IOException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
    EpochCatalog catalog = new EpochCatalog(repository);
    SnapshotRepository.WriteLock lock = repository.lock();
    try (lock) {
      List<EpochName> all = repository.epochs();
      Set<EpochName> kept = new HashSet<>(repository.leased(clock.instant()));
      kept.addAll(all.subList(Math.max(0, all.size() - keep), all.size()));
      repository.head().ifPresent(kept::add);
      catalog.inForce().ifPresent(kept::add);
      Set<EpochName> removed = new TreeSet<>();
      for (EpochName epoch : all) {
        if (!kept.contains(epoch) && remove(epoch)) {
          removed.add(epoch);
        }
      }
      Set<String> used = new HashSet<>();
      for (EpochName epoch : repository.epochs()) {
        catalog.manifest(epoch).files().stream().map(FileEntry::sha256).forEach(used::add);
      }
      int blobs = 0;
      long bytes = 0;
      for (String blob : repository.blobs()) {
        if (!used.contains(blob)) {
          bytes += repository.blobSize(blob).orElse(0L);
          repository.deleteBlob(blob);
          blobs++;
        }
      }
      return new Collection(List.copyOf(removed), blobs, bytes);
    }
  }

  /**
   * A reader takes its lease and then looks for the manifest. So a lease that came too late to be
   * seen here finds none, and one that came in time brings the manifest back.
   */
  private boolean remove(EpochName epoch) throws IOException {
    Optional<byte[]> manifest = repository.manifest(epoch);
    repository.deleteManifest(epoch);
    if (manifest.isPresent() && repository.leased(clock.instant()).contains(epoch)) {
      repository.putManifest(epoch, manifest.get());
      return false;
    }
    return true;
  }
}
