package io.qklm.kg.store.repository;

import io.qklm.kg.store.BuildProgress;
import io.qklm.kg.store.files.Sha256;
import io.qklm.kg.store.format.SnapshotManifest;
import io.qklm.kg.store.format.SnapshotManifest.FileEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private static final long KILOBYTE = 1_000;

  private final SnapshotRepository repository;
  private final BuildProgress progress;

  public EpochPublisher(SnapshotRepository repository) {
    this(repository, BuildProgress.SILENT);
  }

  /** Tells {@code progress} how far it is, in kB. */
  public EpochPublisher(SnapshotRepository repository, BuildProgress progress) {
    this.repository = repository;
    this.progress = progress;
  }

  /** A snapshot to publish. */
  private static final class Source {

    private final byte[] json;
    private final SnapshotManifest manifest;
    private final EpochName name;

    Source(Path folder) throws IOException {
      Path file = folder.resolve(SnapshotManifest.FILE_NAME);
      if (!Files.isRegularFile(file)) {
        throw new IOException(
            "there is no snapshot in "
                + folder
                + ": "
                + SnapshotManifest.FILE_NAME
                + " is missing");
      }
      json = Files.readAllBytes(file);
      manifest = SnapshotManifest.read(json, file);
      name = new EpochName(manifest.epoch(), Sha256.hexOf(json));
    }
  }

  /**
   * What {@link #publish} would do; nothing is written.
   *
   * @throws IOException as {@link #publish}, as far as that shows
   */
  public Publication preview(Path folder) throws IOException {
    Source source = new Source(folder);
    refuseTaken(source.name);
    List<FileEntry> missing = missing(source);
    return publication(source, missing);
  }

  /**
   * Publishes and announces the snapshot in {@code folder}. A second time it sends nothing.
   *
   * @throws IOException if there is no snapshot, a file of it is damaged, or the repository has
   *     another epoch of the same number
   */
  public Publication publish(Path folder) throws IOException {
    return publish(folder, true);
  }

  /**
   * Publishes the snapshot in {@code folder} and leaves in force what is; see {@link
   * EpochCatalog#replace}.
   *
   * @throws IOException as {@link #publish}
   */
  public Publication store(Path folder) throws IOException {
    return publish(folder, false);
  }

  private Publication publish(Path folder, boolean announced) throws IOException {
    Source source = new Source(folder);
    EpochName name = source.name;
    ObjectStore.WriteLock lock = repository.lock();
    try (lock) {
      refuseTaken(name);
      List<FileEntry> missing = missing(source);
      Publication publication = publication(source, missing);
      progress.phase(
          "sending " + missing.size() + " files, in kB", publication.sentBytes() / KILOBYTE);
      for (FileEntry entry : missing) {
        if (repository.blobSize(entry.sha256()).isPresent()) {
          // Somebody cut it; what is put below is verified.
          repository.deleteBlob(entry.sha256());
        }
        repository.putBlob(entry.sha256(), folder.resolve(entry.path()));
        progress.advance(entry.size() / KILOBYTE);
      }
      lock.check();
      if (repository.manifest(name).filter(there -> Arrays.equals(there, source.json)).isEmpty()) {
        // It is not there, or somebody damaged it.
        repository.putManifest(name, source.json);
      }
      if (announced) {
        repository.announce(name);
        repository.overrule();
      }
      return publication;
    }
  }

  private static Publication publication(Source source, List<FileEntry> missing) {
    return new Publication(
        source.name,
        missing.size(),
        missing.stream().mapToLong(FileEntry::size).sum(),
        source.manifest.files().size());
  }

  private void refuseTaken(EpochName name) throws IOException {
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
  }

  /** The files that the repository lacks or has in another size, each digest once. */
  private List<FileEntry> missing(Source source) throws IOException {
    Map<String, FileEntry> missing = new LinkedHashMap<>();
    for (FileEntry entry : source.manifest.files()) {
      Optional<Long> size = repository.blobSize(entry.sha256());
      if (size.isEmpty() || size.get() != entry.size()) {
        missing.putIfAbsent(entry.sha256(), entry);
      }
    }
    return List.copyOf(missing.values());
  }
}
