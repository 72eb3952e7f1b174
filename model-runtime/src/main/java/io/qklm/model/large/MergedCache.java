package io.qklm.model.large;

import io.qklm.kg.store.files.Sha256;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps merged weights in a folder of the user's, each in a folder called by its SHA-256. One
 * process makes a file; others wait for it and take it.
 *
 * @param folder made if missing
 */
public record MergedCache(Path folder) {

  /** The system property that names the folder. */
  public static final String PROPERTY = "qklm.cache";

  /** The environment variable that names it. */
  public static final String VARIABLE = "QKLM_CACHE";

  /** What the file is called, and graphs call it. */
  public static final String FILE = "merged.weights";

  private static final Logger LOG = LoggerFactory.getLogger(MergedCache.class);
  private static final long WAIT_MILLIS = 200;

  /**
   * The folder that {@value #PROPERTY} or {@value #VARIABLE} names, or {@code qklm} in the user's
   * cache.
   */
  public static MergedCache ofUser() {
    String named = System.getProperty(PROPERTY, System.getenv(VARIABLE));
    if (named != null) {
      return new MergedCache(Path.of(named));
    }
    String caches = System.getenv("XDG_CACHE_HOME");
    Path parent =
        caches == null || caches.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(caches);
    return new MergedCache(parent.resolve("qklm"));
  }

  /** What makes a file when it is not there. */
  @FunctionalInterface
  public interface Maker {
    /** Writes {@code file}, and tells how many of a hundred parts are done. */
    void make(Path file, IntConsumer progress) throws IOException;
  }

  /**
   * The file of {@code plan}, made if it is not there or was altered.
   *
   * @param name of the model, for messages
   * @throws IOException if it cannot be made, or comes out with another digest
   */
  public Path file(String name, MergePlan plan, Maker maker) throws IOException {
    return file(name, plan, maker, LOG::info);
  }

  /**
   * The same.
   *
   * @param tell hears what is done, sentence by sentence, where something has to be
   */
  public Path file(String name, MergePlan plan, Maker maker, Consumer<String> tell)
      throws IOException {
    Path own = folder.resolve(plan.sha256());
    Path file = own.resolve(FILE);
    if (isWhole(file, plan)) {
      return file;
    }
    Files.createDirectories(own);
    Path lock = own.resolve("lock");
    try (FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      while (true) {
        FileLock held = tryLock(channel);
        if (held != null) {
          try (FileLock owned = held) {
            if (owned.isValid() && !isWhole(file, plan)) {
              make(name, plan, maker, file, tell);
            }
            return file;
          }
        }
        pause();
      }
    }
  }

  private static void make(
      String name, MergePlan plan, Maker maker, Path file, Consumer<String> tell)
      throws IOException {
    Path part = file.resolveSibling(FILE + ".part");
    Files.deleteIfExists(part);
    tell.accept(name + " is made ready once, in " + file);
    int[] told = {0};
    maker.make(
        part,
        percent -> {
          if (percent >= told[0] + 10) {
            told[0] = percent - percent % 10;
            tell.accept(name + ": " + told[0] + " of 100 parts are merged");
          }
        });
    String found = Sha256.hexOf(part);
    if (!found.equals(plan.sha256())) {
      Files.deleteIfExists(part);
      throw new IOException(
          "the weights of "
              + name
              + " came out with the SHA-256 "
              + found
              + ", not "
              + plan.sha256()
              + "; use the bundle with the QKLM Streams that it was released for");
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean isWhole(Path file, MergePlan plan) throws IOException {
    return Files.isRegularFile(file)
        && Files.size(file) == plan.size()
        && Sha256.hexOf(file).equals(plan.sha256());
  }

  /** The lock; null while another process or thread has it. */
  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(WAIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while another process makes the large model");
    }
  }
}
