package io.qklm.deploy;

import io.qklm.kg.store.files.FileTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that is gone when it is closed, and also when the process ends before. */
public final class TemporaryFolder implements AutoCloseable {

  private static final int ATTEMPTS = 5;
  private static final long PAUSE_MILLIS = 100;

  private final Path path;
  private final Thread hook;

  private TemporaryFolder(Path path) {
    this.path = path;
    this.hook = new Thread(this::remove, "qklm-remove-" + path.getFileName());
  }

  /** Creates one where this system keeps such folders. */
  public static TemporaryFolder create(String prefix) throws IOException {
    TemporaryFolder folder = new TemporaryFolder(Files.createTempDirectory(prefix));
    Runtime.getRuntime().addShutdownHook(folder.hook);
    return folder;
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() {
    remove();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook will find nothing to do.
    }
  }

  private void remove() {
    for (int attempt = 1; ; attempt++) {
      try {
        FileTrees.delete(path);
        return;
      } catch (IOException e) {
        // Threads on their way out may still write; a file that came meanwhile is no defect.
        if (attempt == ATTEMPTS) {
          System.getLogger(TemporaryFolder.class.getName())
              .log(System.Logger.Level.WARNING, "could not remove " + path, e);
          return;
        }
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
