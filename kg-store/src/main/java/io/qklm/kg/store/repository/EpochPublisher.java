package io.qklm.kg.store.repository;

import io.qklm.kg.store.Sha256;
import io.qklm.kg.store.SnapshotManifest;
import io.qklm.kg.store.SnapshotManifest.FileEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Brings a snapshot into a repository: the blobs it lacks, then the manifest, then the head. */
public final class EpochPublisher {

  /**
   * What was published.
   *
   * @param epoch its name
   * @param sentFiles files that the repository lacked
   * @param sentBytes their size
   * @param files all files of the epoch
   */
  public record Publication(EpochName epoch, int sentFiles, long sentBytes, int files) {}

  private final SnapshotRepository repository;

  public EpochPublisher(SnapshotRepository repository) {
    this.repository = repository;
  }

  /**
   * Publishes and announces the snapshot in {@code folder}. A second time it sends nothing.
   *
   * @throws IOException if there is no snapshot, a file of it is damaged, or the repository has
   *     another epoch of the same number
   */
  public Publication publish(Path folder) throws IOException {
    Path file = folder.resolve(SnapshotManifest.FILE_NAME);
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "there is no snapshot in " + folder + ": " + SnapshotManifest.FILE_NAME + " is missing");
    }
    byte[] json = Files.readAllBytes(file);
    SnapshotManifest manifest = SnapshotManifest.read(json, file);
    EpochName name = new EpochName(manifest.epoch(), Sha256.hexOf(json));
    ObjectStore.WriteLock lock = repository.lock();
    try (lock) {
      Optional<EpochName> taken =
          repository.epochs().stream()
              .filter(epoch -> epoch.number() == name.number() && !epoch.equals(name))
              .findFirst();
      if (taken.isPresent()) {
        throw new IOException(
            "the repository has another epoch "
                + name.number()
                + ", "
                + taken.get().digest()
                + "; give this one a higher number");
      }
      int sent = 0;
      long bytes = 0;
      for (FileEntry entry : manifest.files()) {
        Optional<Long> size = repository.blobSize(entry.sha256());
        if (size.isPresent() && size.get() != entry.size()) {
          // Somebody cut it; what is put below is verified.
          repository.deleteBlob(entry.sha256());
        }
        if (size.isEmpty() || size.get() != entry.size()) {
          repository.putBlob(entry.sha256(), folder.resolve(entry.path()));
          sent++;
          bytes += entry.size();
        }
      }
      lock.check();
      if (repository.manifest(name).filter(there -> Arrays.equals(there, json)).isEmpty()) {
        repository.putManifest(name, json); // It is not there, or somebody damaged it.
      }
      repository.announce(name);
      return new Publication(name, sent, bytes, manifest.files().size());
    }
  }
}
