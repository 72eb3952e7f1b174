package io.qklm.kg.store;

import io.qklm.kg.store.KnowledgeSnapshot.Verification;
import io.qklm.kg.store.files.Sha256;
import io.qklm.kg.store.format.SnapshotException;
import io.qklm.kg.store.format.SnapshotFiles;
import io.qklm.kg.store.format.SnapshotManifest;
import io.qklm.kg.store.format.SnapshotManifest.FileEntry;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Holds a snapshot's folder against its manifest before anything in it is used: no path leaves the
 * folder, every file is there with its size and SHA-256, and the database has no file besides (a
 * stray write-ahead log would be read as knowledge).
 */
final class SnapshotVerifier {

  private static final int THREADS = 4;
  private static final long KILOBYTE = 1_000;

  private final Path folder;
  private final SnapshotManifest manifest;

  private final Verification verification;
  private final Optional<SharedFiles> verified;
  private final BuildProgress progress;

  /**
   * Prepares to verify.
   *
   * @param verified the files of a snapshot that was verified; those shared with it are not read
   */
  SnapshotVerifier(
      Path folder,
      SnapshotManifest manifest,
      Verification verification,
      Optional<SharedFiles> verified,
      BuildProgress progress) {
    this.progress = progress;
    this.folder = folder;
    this.manifest = manifest;
    this.verification = verification;
    this.verified = verified;
  }

  void verify() throws IOException {
    Path root = folder.toRealPath();
    for (String required : SnapshotFiles.REQUIRED) {
      if (manifest.files().stream().noneMatch(entry -> entry.path().equals(required))) {
        throw new SnapshotException(
            "the manifest in "
                + folder
                + " does not list "
                + required
                + "; "
                + SnapshotException.REMEDY);
      }
    }
    List<Path> files = new ArrayList<>();
    for (FileEntry entry : manifest.files()) {
      files.add(locate(root, entry));
    }
    refuseStrangers(root.resolve(SnapshotFiles.DATABASE), new HashSet<>(files));
    if (verification == Verification.DIGESTS) {
      hashAll(files);
    }
  }

  /** The file of an entry, which is there, inside the folder and of the right size. */
  private Path locate(Path root, FileEntry entry) throws IOException {
    Path file;
    try {
      Path relative = Path.of(entry.path());
      boolean odd =
          entry.path().isEmpty()
              || entry.path().indexOf('\\') >= 0
              || relative.isAbsolute()
              || !relative
                  .normalize()
                  .toString()
                  .replace(File.separatorChar, '/')
                  .equals(entry.path())
              || relative.startsWith("..");
      file = root.resolve(relative).normalize();
      if (odd || !file.startsWith(root) || file.equals(root)) {
        throw escapes(entry);
      }
    } catch (InvalidPathException e) {
      throw escapes(entry);
    }
    if (!Files.isRegularFile(file)) {
      throw new SnapshotException(
          "the file "
              + entry.path()
              + " is missing in "
              + folder
              + "; "
              + SnapshotException.REMEDY);
    }
    if (!file.toRealPath().startsWith(root)) {
      throw escapes(entry);
    }
    long size = Files.size(file);
    if (size != entry.size()) {
      throw new SnapshotException(
          "the file "
              + entry.path()
              + " in "
              + folder
              + " has "
              + size
              + " bytes and should have "
              + entry.size()
              + "; it is cut or damaged, "
              + SnapshotException.REMEDY);
    }
    return file;
  }

  private SnapshotException escapes(FileEntry entry) {
    return new SnapshotException(
        "the manifest in "
            + folder
            + " names the file '"
            + entry.path()
            + "', which is no path inside that folder; do not use this snapshot, "
            + SnapshotException.REMEDY);
  }

  private void refuseStrangers(Path database, Set<Path> known) throws IOException {
    if (!Files.isDirectory(database)) {
      throw new SnapshotException(
          "the folder "
              + SnapshotFiles.DATABASE
              + " is missing in "
              + folder
              + "; "
              + SnapshotException.REMEDY);
    }
    Files.walkFileTree(
        database,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!known.contains(file)) {
              throw new SnapshotException(
                  "the file "
                      + folder.resolve(SnapshotFiles.DATABASE).resolve(database.relativize(file))
                      + " does not belong to the snapshot; remove it, or "
                      + SnapshotException.REMEDY);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private void hashAll(List<Path> files) throws IOException {
    long bytes = manifest.files().stream().mapToLong(FileEntry::size).sum();
    progress.phase("verifying " + files.size() + " files, in kB", bytes / KILOBYTE);
    int threads = Math.min(THREADS, Runtime.getRuntime().availableProcessors());
    ExecutorService workers =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "qklm-snapshot-verify");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<String>> digests = new ArrayList<>();
      for (int i = 0; i < files.size(); i++) {
        Path file = files.get(i);
        FileEntry entry = manifest.files().get(i);
        boolean known = verified.isPresent() && verified.get().holds(entry, file);
        digests.add(workers.submit(() -> known ? entry.sha256() : Sha256.hexOf(file)));
      }
      for (int i = 0; i < files.size(); i++) {
        FileEntry entry = manifest.files().get(i);
        compare(entry, digests.get(i).get());
        progress.advance(entry.size() / KILOBYTE);
      }
    } catch (ExecutionException e) {
      throw new SnapshotException(
          "a file of the snapshot in " + folder + " cannot be read: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SnapshotException("interrupted while verifying the snapshot in " + folder, e);
    } finally {
      workers.shutdownNow();
    }
  }

  private void compare(FileEntry entry, String digest) throws SnapshotException {
    if (!digest.equals(entry.sha256())) {
      throw new SnapshotException(
          "the file "
              + entry.path()
              + " in "
              + folder
              + " does not have the SHA-256 its manifest says; it was altered or damaged, "
              + SnapshotException.REMEDY);
    }
  }
}
