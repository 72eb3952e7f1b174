package io.qklm.kg.source.lines;

import io.qklm.kg.source.KnowledgeSink;
import java.time.Duration;

/** Says now and then how far the reading of a file is, where the file says so. One thread. */
public final class ReadingProgress {

  private static final long INTERVAL_NANOS = Duration.ofSeconds(30).toNanos();

  private final SourceFile file;
  private final KnowledgeSink sink;
  private long last = System.nanoTime();

  public ReadingProgress(SourceFile file, KnowledgeSink sink) {
    this.file = file;
    this.sink = sink;
  }

  /** Says it, unless it was said a short time ago. */
  public void tell() {
    long now = System.nanoTime();
    if (now - last >= INTERVAL_NANOS) {
      last = now;
      file.progress().ifPresent(words -> sink.note(file.name() + ": " + words));
    }
  }
}
