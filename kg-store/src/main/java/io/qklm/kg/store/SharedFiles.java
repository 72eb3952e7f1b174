package io.qklm.kg.store;

import io.qklm.kg.store.format.SnapshotManifest;
import io.qklm.kg.store.format.SnapshotManifest.FileEntry;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The files of a snapshot whose manifest is trusted. A file elsewhere that is the same one on disk,
 * a hard link, has the digest that this manifest says; it need not be read.
 */
public final class SharedFiles {

  private final Path folder;
  private final Map<String, FileEntry> entries = new HashMap<>();

  public SharedFiles(Path folder, SnapshotManifest manifest) {
    this.folder = folder;
    manifest.files().forEach(entry -> entries.put(entry.path(), entry));
  }

  /** The entry of {@code path} if {@code file} is that very file. */
  public Optional<FileEntry> entry(String path, Path file) throws IOException {
    FileEntry entry = entries.get(path);
    if (entry == null) {
      return Optional.empty();
    }
    Path own = folder.resolve(path);
    Object key = key(own);
    boolean same = key != null ? key.equals(key(file)) : Files.isSameFile(own, file);
    return same ? Optional.of(entry) : Optional.empty();
  }

  /** Whether this snapshot has a file of the same name and content. */
  public boolean has(FileEntry file) {
    return file.equals(entries.get(file.path()));
  }

  /** Whether this snapshot says of the very file what {@code claimed} says of it. */
  boolean holds(FileEntry claimed, Path file) throws IOException {
    return entry(claimed.path(), file).filter(claimed::equals).isPresent();
  }

  /**
   * Makes {@code to} a second name of {@code from}; a copy where the file system has no such names,
   * they lie on two file systems, or a file has as many names as it may.
   */
  public static void link(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
    } catch (UnsupportedOperationException | FileSystemException e) {
      if (Files.exists(to) || !Files.exists(from)) {
        throw e;
      }
      Files.copy(from, to);
    }
  }

  private static @org.jspecify.annotations.Nullable Object key(Path file) throws IOException {
    return Files.exists(file)
        ? Files.readAttributes(file, BasicFileAttributes.class).fileKey()
        : null;
  }
}
