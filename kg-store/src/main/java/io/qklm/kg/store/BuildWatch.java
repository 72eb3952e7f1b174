package io.qklm.kg.store;

import java.io.InterruptedIOException;

/** Passes progress on in bundles and stops the build when its thread is interrupted. */
final class BuildWatch {

  private static final int BUNDLE = 1_000;

  private final BuildProgress progress;
  private int units;

  BuildWatch(BuildProgress progress) {
    this.progress = progress;
  }

  void phase(String name, long total) {
    flush();
    progress.phase(name, total);
  }

  void advance() throws InterruptedIOException {
    advance(1);
  }

  void advance(int more) throws InterruptedIOException {
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

  void flush() {
    if (units > 0) {
      progress.advance(units);
      units = 0;
    }
  }
}
