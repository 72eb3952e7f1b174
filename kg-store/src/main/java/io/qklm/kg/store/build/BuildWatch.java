package io.qklm.kg.store.build;

import io.qklm.kg.store.BuildProgress;
import java.io.InterruptedIOException;

/** Passes progress on in bundles and stops the build when its thread is interrupted. */
public final class BuildWatch {

  private static final int BUNDLE = 1_000;

  private final BuildProgress progress;
  private int units;

  public BuildWatch(BuildProgress progress) {
    this.progress = progress;
  }

  public void phase(String name, long total) {
    flush();
    progress.phase(name, total);
  }

  public void advance() throws InterruptedIOException {
    advance(1);
  }

  public void advance(int more) throws InterruptedIOException {
    units += more;
    if (units >= BUNDLE) {
      flush();
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("the build was interrupted; nothing was written");
      }
    }
  }

  void note(String line) {
    progress.note(line);
  }

  public void flush() {
    if (units > 0) {
      progress.advance(units);
      units = 0;
    }
  }
}
