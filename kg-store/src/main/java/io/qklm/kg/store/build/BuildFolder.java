package io.qklm.kg.store.build;

import io.qklm.kg.store.files.FileTrees;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folder {@code <output>.building-<pid>} in which a build works, beside its output and so on
 * the same file system. Closing removes it with all that was not moved into place, unless it is to
 * be kept for a build that goes on. A lock on the file {@value #LOCK} in it says that its process
 * lives; process numbers alone would not, since in containers they repeat.
 */
public final class BuildFolder implements AutoCloseable {

  private static final String INFIX = ".building-";
  static final String LOCK = "lock";

  /**
   * The folders that this process works in. On POSIX a process loses its lock on a file when it
   * closes any channel to it, so the locks of these are never looked at.
   */
  private static final Set<Path> OF_THIS_PROCESS = ConcurrentHashMap.newKeySet();

  private final Path output;
  private final Path folder;
  private final FileChannel lock;
  private boolean kept;

  private BuildFolder(Path output, Path folder, FileChannel lock) {
    this.output = output;
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Makes the folder; leftovers of builds whose process is gone are removed first.
   *
   * @throws IOException if the output is there and not an empty folder
   */
  public static BuildFolder beside(Path output) throws IOException {
    return open(output, Optional.empty());
  }

  /**
   * Takes over the folder of a build of this output that was interrupted, the last one if there are
   * several, or makes one.
   *
   * @param mark name of the file that a folder needs to be of use
   * @throws IOException if the output is there and not an empty folder
   */
  static BuildFolder continuing(Path output, String mark) throws IOException {
    return open(output, Optional.of(mark));
  }

  private static BuildFolder open(Path output, Optional<String> mark) throws IOException {
    Path absolute = output.toAbsolutePath().normalize();
    Path given = absolute.getParent();
    if (given == null) {
      throw new IOException(output + " cannot be the output of a build; name a folder in another");
    }
    if (Files.exists(absolute) && !isEmptyFolder(absolute)) {
      throw new IOException(
          "the output "
              + output
              + " is there already and is not an empty folder; name another or remove it");
    }
    Files.createDirectories(given);
    // One name for each folder, whatever links lead to it.
    Path parent = given.toRealPath();
    String prefix = absolute.getFileName() + INFIX;
    Path folder = parent.resolve(prefix + ProcessHandle.current().pid());
    List<Path> leftovers = leftovers(parent, prefix);
    if (Files.exists(folder) && !leftovers.contains(folder)) {
      throw new IOException(
          folder
              + " is there: another build has the same output; wait for it or remove the folder");
    }
    Optional<Path> useful =
        leftovers.stream()
            .filter(left -> mark.isPresent() && Files.exists(left.resolve(mark.get())))
            .max(Comparator.comparingLong(left -> written(left, mark.get())));
    for (Path leftover : leftovers) {
      if (useful.isEmpty() || !leftover.equals(useful.get())) {
        FileTrees.delete(leftover);
      }
    }
    if (!OF_THIS_PROCESS.add(folder)) {
      throw new IOException(folder + " is in use by another build; wait for it");
    }
    try {
      if (useful.isPresent()) {
        Files.move(useful.get(), folder, StandardCopyOption.ATOMIC_MOVE);
      } else {
        Files.createDirectory(folder);
      }
      return new BuildFolder(absolute, folder, locked(folder));
    } catch (IOException | RuntimeException e) {
      OF_THIS_PROCESS.remove(folder);
      throw e;
    }
  }

  private static long written(Path folder, String file) {
    return folder.resolve(file).toFile().lastModified();
  }

  private static FileChannel locked(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Said below.
    }
    channel.close();
    throw new IOException(folder + " is in use by another build; wait for it");
  }

  private static boolean isEmptyFolder(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      return !entries.iterator().hasNext();
    }
  }

  /** Folders of builds whose process is gone. */
  private static List<Path> leftovers(Path parent, String prefix) throws IOException {
    List<Path> leftovers = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (name.startsWith(prefix)) {
          if (name.substring(prefix.length()).matches("[0-9]{1,18}") && !inUse(entry)) {
            leftovers.add(entry);
          }
        }
      }
    }
    return leftovers;
  }

  private static boolean inUse(Path folder) throws IOException {
    if (OF_THIS_PROCESS.contains(folder)) {
      return true;
    }
    try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (NoSuchFileException e) {
      // Its process is about to lock it, or is of a time before locks.
      long pid = pid(folder);
      return pid != ProcessHandle.current().pid() && ProcessHandle.of(pid).isPresent();
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }

  private static long pid(Path folder) {
    String name = String.valueOf(folder.getFileName());
    return Long.parseLong(name.substring(name.lastIndexOf('-') + 1));
  }

  /** The folder itself. */
  Path path() {
    return folder;
  }

  /** Leaves the folder where it is when this is closed. */
  void keep() {
    kept = true;
  }

  /** A folder within, which is made. */
  public Path sub(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  /** A folder within, without what an interrupted build had put there. */
  Path emptySub(String name) throws IOException {
    FileTrees.delete(folder.resolve(name));
    return sub(name);
  }

  /** Says that nothing in the folder is of use any more. */
  void remove() {
    kept = false;
  }

  /** Forces a finished folder within to the disk and makes it the output. */
  public void publish(Path finished) throws IOException {
    forceTree(finished);
    try {
      Files.deleteIfExists(output);
    } catch (DirectoryNotEmptyException e) {
      throw new IOException(
          "the output " + output + " was filled by another while this build ran; build again", e);
    }
    Files.move(finished, output, StandardCopyOption.ATOMIC_MOVE);
    Path parent = output.getParent();
    if (parent != null) {
      force(parent);
    }
  }

  private static void forceTree(Path tree) throws IOException {
    List<Path> all;
    try (var paths = Files.walk(tree)) {
      all = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      force(path);
    }
  }

  /** Opening a folder to force its entries works where it matters, on Linux. */
  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      if (!kept) {
        FileTrees.delete(folder);
      }
    } finally {
      OF_THIS_PROCESS.remove(folder);
    }
  }
}
