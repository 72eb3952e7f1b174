package io.qklm.kg.store.repository;

import io.qklm.kg.store.files.Sha256;
import io.qklm.kg.store.format.SnapshotManifest;
import io.qklm.kg.store.format.SnapshotManifest.FileEntry;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the epochs in a cache. A file is trusted after it was read once and had its digest,
 * until its size, time or identity changes; what is found damaged is left out. Thread safe, as long
 * as no epoch is removed meanwhile.
 */
final class CachedCopies {

  private static final Logger LOG = LoggerFactory.getLogger(CachedCopies.class);

  /** A file as it was when it was read. */
  private record Seen(String file, long size, long modified, String sha256) {}

  private final Path root;
  private final Set<Seen> verified = ConcurrentHashMap.newKeySet();

  CachedCopies(Path root) {
    this.root = root;
  }

  /** Whether the epoch is in {@code folder} with every file as its manifest says. */
  boolean whole(Path folder, EpochName epoch) throws IOException {
    Path file = folder.resolve(SnapshotManifest.FILE_NAME);
    if (!Files.isRegularFile(file) || !Sha256.hexOf(file).equals(epoch.digest())) {
      return false;
    }
    for (FileEntry entry : SnapshotManifest.read(Files.readAllBytes(file), file).files()) {
      if (!holds(folder.resolve(entry.path()), entry)) {
        return false;
      }
    }
    return true;
  }

  /** Files with the digests of {@code wanted}, by digest. */
  Map<String, Path> byDigest(SnapshotManifest wanted) throws IOException {
    Set<String> digests = new HashSet<>();
    wanted.files().forEach(entry -> digests.add(entry.sha256()));
    Map<String, Path> files = new HashMap<>();
    for (Path folder : epochs()) {
      for (FileEntry entry : files(folder)) {
        Path file = folder.resolve(entry.path()).normalize();
        if (digests.contains(entry.sha256())
            && !files.containsKey(entry.sha256())
            && file.startsWith(folder)
            && holds(file, entry)) {
          files.put(entry.sha256(), file);
        }
      }
    }
    return files;
  }

  private List<Path> epochs() throws IOException {
    List<Path> folders = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
      for (Path entry : entries) {
        if (EpochName.parse(String.valueOf(entry.getFileName())).isPresent()) {
          folders.add(entry);
        }
      }
    }
    folders.sort(null);
    return folders;
  }

  /** None where the manifest is missing or damaged; other epochs can still be fetched. */
  private static List<FileEntry> files(Path folder) {
    Path json = folder.resolve(SnapshotManifest.FILE_NAME);
    try {
      byte[] bytes = Files.readAllBytes(json);
      Optional<EpochName> name = EpochName.parse(String.valueOf(folder.getFileName()));
      if (name.isPresent() && Sha256.hexOf(bytes).equals(name.get().digest())) {
        return SnapshotManifest.read(bytes, json).files();
      }
      LOG.warn("{} does not have the digest in its folder's name and is not used", json);
    } catch (IOException e) {
      LOG.warn("{} is not used: {}", folder, e.toString());
    }
    return List.of();
  }

  private boolean holds(Path file, FileEntry entry) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) != entry.size()) {
      return false;
    }
    Seen seen = seen(file, entry);
    if (verified.contains(seen)) {
      return true;
    }
    if (!Sha256.hexOf(file).equals(entry.sha256())) {
      LOG.warn("{} was altered or damaged and is fetched again", file);
      return false;
    }
    verified.add(seen);
    return true;
  }

  /** Hard links of one file are the same file. */
  private static Seen seen(Path file, FileEntry entry) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    Object key = attributes.fileKey();
    return new Seen(
        key == null ? file.toString() : key.toString(),
        attributes.size(),
        attributes.lastModifiedTime().to(java.util.concurrent.TimeUnit.NANOSECONDS),
        entry.sha256());
  }
}
