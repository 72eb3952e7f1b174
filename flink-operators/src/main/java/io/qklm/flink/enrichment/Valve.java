package io.qklm.flink.enrichment;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.annotation.Internal;

/**
 * Pauses the sources of documents in this process while a gate holds as much as it may, so that
 * documents wait where they are and neither a barrier nor news of epochs waits behind them. Thread
 * safe.
 */
@Internal
public final class Valve {

  private final Set<Integer> closedBy = new HashSet<>();
  private CompletableFuture<Void> opened = CompletableFuture.completedFuture(null);
  private int sources;

  /** A subtask's gate is full. */
  public synchronized void close(int subtask) {
    closedBy.add(subtask);
    if (opened.isDone()) {
      opened = new CompletableFuture<>();
    }
  }

  /** A subtask's gate has room. */
  public void open(int subtask) {
    CompletableFuture<Void> done;
    synchronized (this) {
      closedBy.remove(subtask);
      if (!closedBy.isEmpty()) {
        return;
      }
      done = opened;
    }
    done.complete(null);
  }

  /** Complete while it is open, else once it is. */
  public synchronized CompletableFuture<Void> opened() {
    return opened;
  }

  public boolean isOpen() {
    return opened().isDone();
  }

  /** A source came or, with -1, went. */
  public synchronized void sources(int more) {
    sources += more;
  }

  /** Whether there is a source that it can pause. */
  public synchronized boolean hasSources() {
    return sources > 0;
  }
}
