package io.qklm.kg.store.repository;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock of the file system, which ends with the process that holds it. Threads of one process wait
 * for one another as processes do.
 *
 * <p>On POSIX a process loses its lock on a file when it closes any channel to it, so no second
 * channel may be opened meanwhile: threads pass {@link #IN_THIS_PROCESS} first.
 */
final class FolderLock {

  private static final long PAUSE_MILLIS = 10;

  /** By absolute path. File locks belong to the process, and so does this table. */
  private static final ConcurrentMap<Path, ReentrantLock> IN_THIS_PROCESS =
      new ConcurrentHashMap<>();

  private final Path file;

  FolderLock(Path file) {
    this.file = file;
  }

  /** Waits for the lock. */
  @SuppressWarnings("resource") // closed with the lock, or below where there is none
  ObjectStore.WriteLock take() throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path real = folder == null ? file : folder.toRealPath().resolve(file.getFileName());
    ReentrantLock threads = IN_THIS_PROCESS.computeIfAbsent(real, path -> new ReentrantLock());
    if (threads.isHeldByCurrentThread()) {
      throw new IllegalStateException("this thread holds " + file + " already");
    }
    threads.lock();
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        await(channel);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
      return new Held(channel, threads);
    } catch (IOException | RuntimeException e) {
      threads.unlock();
      throw e;
    }
  }

  /** The same class in another class loader of this process may hold it. */
  private static void await(FileChannel channel) throws IOException {
    while (true) {
      try {
        if (channel.lock().isValid()) {
          return;
        }
      } catch (OverlappingFileLockException e) {
        pause();
      }
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the repository's lock", e);
    }
  }

  private final class Held implements ObjectStore.WriteLock {

    private final FileChannel channel;

    private final ReentrantLock threads;

    Held(FileChannel channel, ReentrantLock threads) {
      this.channel = channel;
      this.threads = threads;
    }

    @Override
    public void check() throws IOException {
      if (!channel.isOpen()) {
        throw new IOException("the lock " + file + " was closed; run it again");
      }
    }

    @Override
    public void close() throws IOException {
      try {
        channel.close();
      } finally {
        threads.unlock();
      }
    }
  }
}
