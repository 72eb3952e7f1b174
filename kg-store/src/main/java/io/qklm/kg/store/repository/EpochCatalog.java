package io.qklm.kg.store.repository;

import io.qklm.kg.store.BuildProgress;
import io.qklm.kg.store.files.Sha256;
import io.qklm.kg.store.format.SnapshotManifest;
import io.qklm.kg.store.format.SnapshotManifest.FileEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a repository holds, which epoch serves, and whether all of it is whole. */
public final class EpochCatalog {

  private static final long KILOBYTE = 1_000;

  private final SnapshotRepository repository;

  public EpochCatalog(SnapshotRepository repository) {
    this.repository = repository;
  }

  /**
   * The manifest of an epoch.
   *
   * @throws IOException if it is not there or does not have the digest in its name
   */
  public SnapshotManifest manifest(EpochName epoch) throws IOException {
    return SnapshotManifest.read(manifestBytes(epoch), Path.of(epoch + ".json"));
  }

  byte[] manifestBytes(EpochName epoch) throws IOException {
    byte[] json =
        repository
            .manifest(epoch)
            .orElseThrow(
                () ->
                    new IOException(
                        "the repository has no epoch " + epoch.number() + "; list its epochs"));
    if (!Sha256.hexOf(json).equals(epoch.digest())) {
      throw new IOException(
          "the manifest of epoch "
              + epoch.number()
              + " does not have the digest in its name; publish the epoch again");
    }
    return json;
  }

  /** Whether the manifest can be read and every blob is there in its size. */
  public boolean complete(EpochName epoch) throws IOException {
    SnapshotManifest manifest;
    try {
      manifest = manifest(epoch);
    } catch (IOException e) {
      return false;
    }
    for (FileEntry entry : manifest.files()) {
      if (!repository.blobSize(entry.sha256()).filter(s -> s == entry.size()).isPresent()) {
        return false;
      }
    }
    return true;
  }

  /** The epoch announced last, if it is complete; else the newest one that is. */
  public Optional<EpochName> inForce() throws IOException {
    Optional<EpochName> head = repository.head();
    if (head.isPresent() && complete(head.get())) {
      return head;
    }
    List<EpochName> all = repository.epochs();
    for (int i = all.size() - 1; i >= 0; i--) {
      if (complete(all.get(i))) {
        return Optional.of(all.get(i));
      }
    }
    return Optional.empty();
  }

  /**
   * Announces the epoch of a number, an older one to roll back.
   *
   * @throws IOException if there is none or it is not complete
   */
  public EpochName announce(long number) throws IOException {
    ObjectStore.WriteLock lock = repository.lock();
    try (lock) {
      List<EpochName> all = repository.epochs();
      EpochName found =
          all.stream()
              .filter(epoch -> epoch.number() == number)
              .findFirst()
              .orElseThrow(
                  () ->
                      new IOException(
                          "the repository has no epoch "
                              + number
                              + "; it has "
                              + all.stream().map(EpochName::number).toList()));
      if (!complete(found)) {
        throw new IOException(
            "epoch " + number + " is not complete in the repository; publish it again");
      }
      repository.announce(found);
      repository.overrule();
      return found;
    }
  }

  /**
   * Puts an epoch in force if another one still is, so that of two who do so one finds out. It may
   * be called again if it failed.
   *
   * @param expected what the repository has in force as far as the caller knows
   * @return whether the epoch is in force now
   */
  public boolean replace(Optional<EpochName> expected, EpochName next) throws IOException {
    ObjectStore.WriteLock lock = repository.lock();
    try (lock) {
      Optional<EpochName> head = repository.head();
      if (!head.equals(expected) && !head.equals(Optional.of(next))) {
        return false;
      }
      repository.announce(next);
      repository.overrule();
      return true;
    }
  }

  /** Reads every file of every epoch; one sentence for each thing that is wrong. */
  public List<String> problems() throws IOException {
    return problems(BuildProgress.SILENT);
  }

  /** The same, telling how far it is in kB. Files that epochs share are read once. */
  public List<String> problems(BuildProgress progress) throws IOException {
    List<String> problems = new ArrayList<>();
    Map<String, List<String>> uses = new LinkedHashMap<>();
    Map<String, Long> sizes = new HashMap<>();
    for (EpochName epoch : repository.epochs()) {
      try {
        for (FileEntry entry : manifest(epoch).files()) {
          uses.computeIfAbsent(entry.sha256(), sha256 -> new ArrayList<>())
              .add("the blob of " + entry.path() + " in epoch " + epoch.number());
          sizes.put(entry.sha256(), entry.size());
        }
      } catch (IOException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    long bytes = sizes.values().stream().mapToLong(Long::longValue).sum();
    progress.phase("verifying " + uses.size() + " files, in kB", bytes / KILOBYTE);
    for (Map.Entry<String, List<String>> blob : uses.entrySet()) {
      long size = sizes.getOrDefault(blob.getKey(), 0L);
      Optional<String> problem = problem(blob.getKey(), size);
      problem.ifPresent(what -> blob.getValue().forEach(use -> problems.add(use + what)));
      progress.advance(size / KILOBYTE);
    }
    return problems;
  }

  private Optional<String> problem(String sha256, long size) throws IOException {
    if (repository.blobSize(sha256).isEmpty()) {
      return Optional.of(" is missing; publish the epoch again");
    }
    Path copy = Files.createTempFile("qklm-blob-", "");
    try {
      repository.getBlob(sha256, copy);
      return Files.size(copy) == size && Sha256.hexOf(copy).equals(sha256)
          ? Optional.empty()
          : Optional.of(" is cut or altered; remove it and publish the epoch again");
    } finally {
      Files.deleteIfExists(copy);
    }
  }
}
