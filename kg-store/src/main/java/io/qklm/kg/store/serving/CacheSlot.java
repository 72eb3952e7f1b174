package io.qklm.kg.store.serving;

import io.qklm.kg.store.files.FileTrees;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder for fetched epochs that nobody else writes to: of a given folder the first place that no
 * process, and no other copy of this class in this one, has taken; so that the next start finds
 * what was fetched. Without a given folder it is one for temporary files: emptied at the end, and
 * by the next start where a process was killed before.
 */
public final class CacheSlot implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CacheSlot.class);

  private static final int SLOTS = 256;
  private static final String TEMPORARY = "qklm-epochs-";
  private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rwx------");

  /** Two processes of one number, as containers have them, began at other times. */
  private static final String THIS_PROCESS =
      ProcessHandle.current().pid()
          + "@"
          + ProcessHandle.current().info().startInstant().map(Instant::toString).orElse("?");

  /** One object for all class loaders of this process: each job of a Flink worker has its own. */
  private static final Object IN_THIS_PROCESS =
      (CacheSlot.class.getName() + " in this process").intern();

  private final Path folder;
  private final @Nullable FileChannel lock;
  private final boolean temporary;

  private CacheSlot(Path folder, @Nullable FileChannel lock, boolean temporary) {
    this.folder = folder;
    this.lock = lock;
    this.temporary = temporary;
  }

  /**
   * Takes a place in a given folder, else where this process keeps temporary files.
   *
   * @throws IOException if the folder cannot be written to, or all places are taken
   */
  public static CacheSlot acquire(Optional<Path> given) throws IOException {
    return acquire(given, Path.of(System.getProperty("java.io.tmpdir", "")));
  }

  /**
   * Takes a place.
   *
   * @param temporary folder for temporary files, such as Flink's {@code io.tmp.dirs}; used if no
   *     folder is given
   * @throws IOException if the folder cannot be written to, or all places are taken
   */
  public static CacheSlot acquire(Optional<Path> given, Path temporary) throws IOException {
    if (given.isPresent()) {
      return take(Files.createDirectories(given.get()), false);
    }
    Path root = temporary.resolve(TEMPORARY + System.getProperty("user.name", "nobody"));
    if (!own(root)) {
      // Somebody else's, in a folder that many write to.
      return new CacheSlot(Files.createTempDirectory(temporary, TEMPORARY), null, true);
    }
    CacheSlot slot = take(root, true);
    removeLeftovers(root);
    return slot;
  }

  private static CacheSlot take(Path root, boolean temporary) throws IOException {
    synchronized (IN_THIS_PROCESS) {
      for (int i = 0; i < SLOTS; i++) {
        Optional<FileChannel> lock = lock(root, i);
        if (lock.isPresent()) {
          Path folder = root.resolve("slot-" + i);
          Files.writeString(owner(folder), THIS_PROCESS);
          return new CacheSlot(Files.createDirectories(folder), lock.get(), temporary);
        }
      }
    }
    throw new IOException(
        "all " + SLOTS + " places in the epoch cache " + root + " are in use; name another folder");
  }

  /**
   * Takes the lock of a place if it is free. One that this process holds is not even looked at: on
   * POSIX systems closing any channel of a file drops all locks of the process on it.
   */
  private static Optional<FileChannel> lock(Path root, int number) throws IOException {
    Path owner = owner(root.resolve("slot-" + number));
    if (Files.exists(owner) && Files.readString(owner).equals(THIS_PROCESS)) {
      return Optional.empty();
    }
    FileChannel channel =
        FileChannel.open(
            root.resolve("slot-" + number + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    if (locked(channel)) {
      return Optional.of(channel);
    }
    channel.close();
    return Optional.empty();
  }

  private static Path owner(Path folder) {
    return folder.resolveSibling(folder.getFileName() + ".owner");
  }

  /** Whether the folder is this user's alone; makes it where it is missing. */
  private static boolean own(Path root) throws IOException {
    Path parent = root.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try {
      if (!root.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createDirectories(root);
        return true;
      }
      Files.createDirectory(root, PosixFilePermissions.asFileAttribute(OWN));
      return true;
    } catch (FileAlreadyExistsException e) {
      PosixFileAttributes there =
          Files.readAttributes(root, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return there.isDirectory()
          && there.owner().getName().equals(System.getProperty("user.name"))
          && there.permissions().equals(OWN);
    }
  }

  /** What killed processes left in places that nobody has taken since. */
  private static void removeLeftovers(Path root) {
    synchronized (IN_THIS_PROCESS) {
      for (int i = 0; i < SLOTS; i++) {
        Path leftover = root.resolve("slot-" + i);
        if (Files.isDirectory(leftover)) {
          try {
            Optional<FileChannel> lock = lock(root, i);
            if (lock.isPresent()) {
              try {
                FileTrees.delete(leftover);
              } finally {
                lock.get().close();
              }
            }
          } catch (IOException e) {
            LOG.info("the epoch cache {} of a process that is gone was not removed", leftover, e);
          }
        }
      }
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** The place. */
  public Path folder() {
    return folder;
  }

  /** Leaves the place to others; a temporary one is removed. */
  @Override
  public void close() {
    try {
      if (temporary) {
        FileTrees.delete(folder);
      }
      if (lock != null) {
        synchronized (IN_THIS_PROCESS) {
          Files.deleteIfExists(owner(folder));
          lock.close();
        }
      }
    } catch (IOException e) {
      LOG.warn("the epoch cache {} could not be left in order", folder, e);
    }
  }
}
