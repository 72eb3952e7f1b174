package io.qklm.flink.knowledge;

import io.qklm.kg.store.files.FileTrees;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder for fetched epochs that nobody else writes to: of a given folder the first place that no
 * process, and no other copy of this class in this one, has taken; so that the next start finds
 * what was fetched. Without a given folder a temporary one, removed at the end.
 */
public final class CacheSlot implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CacheSlot.class);

  private static final int SLOTS = 256;

  private final Path folder;
  private final @Nullable FileChannel lock;

  private CacheSlot(Path folder, @Nullable FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Takes a place.
   *
   * @throws IOException if the folder cannot be written to, or all places are taken
   */
  public static CacheSlot acquire(Optional<Path> given) throws IOException {
    if (given.isEmpty()) {
      return new CacheSlot(Files.createTempDirectory("qklm-epochs-"), null);
    }
    Path root = Files.createDirectories(given.get());
    for (int i = 0; i < SLOTS; i++) {
      FileChannel channel =
          FileChannel.open(
              root.resolve("slot-" + i + ".lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      if (locked(channel)) {
        return new CacheSlot(Files.createDirectories(root.resolve("slot-" + i)), channel);
      }
      channel.close();
    }
    throw new IOException(
        "all " + SLOTS + " places in the epoch cache " + root + " are in use; name another folder");
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
      if (lock != null) {
        lock.close();
      } else {
        FileTrees.delete(folder);
      }
    } catch (IOException e) {
      LOG.warn("the epoch cache {} could not be left in order", folder, e);
    }
  }
}
