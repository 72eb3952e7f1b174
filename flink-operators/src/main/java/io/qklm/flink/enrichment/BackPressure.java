package io.qklm.flink.enrichment;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.annotation.Internal;

/**
 * Pauses the sources of documents in this process, so that documents wait where they are and
 * neither a barrier nor news of epochs waits behind them: the source of a subtask while there is no
 * room behind its gate, all of them while a gate holds as much as it may. Thread safe.
 */
@Internal
public final class BackPressure {

  private final Set<Integer> busy = new HashSet<>();
  private final Set<Integer> full = new HashSet<>();
  private final Map<Integer, CompletableFuture<Void>> paused = new HashMap<>();
  private final Map<Integer, Integer> sources = new HashMap<>();

  /** There is no room behind a subtask's gate, or there is again. */
  public void busy(int subtask, boolean is) {
    set(busy, subtask, is);
  }

  /** A subtask's gate holds as much as it may, or no longer. */
  public void full(int subtask, boolean is) {
    set(full, subtask, is);
  }

  private void set(Set<Integer> those, int subtask, boolean is) {
    Set<CompletableFuture<Void>> done = new HashSet<>();
    synchronized (this) {
      if (is) {
        those.add(subtask);
        return;
      }
      those.remove(subtask);
      paused
          .entrySet()
          .removeIf(
              one -> {
                boolean open = isOpen(one.getKey());
                if (open) {
                  done.add(one.getValue());
                }
                return open;
              });
    }
    // Without the lock, since dependents of the futures run here.
    done.forEach(one -> one.complete(null));
  }

  /** Whether the source of a subtask may give what it has. */
  public synchronized boolean isOpen(int subtask) {
    return full.isEmpty() && !busy.contains(subtask);
  }

  /** Complete while it may, else once it may. */
  public synchronized CompletableFuture<Void> opened(int subtask) {
    return isOpen(subtask)
        ? CompletableFuture.completedFuture(null)
        : paused.computeIfAbsent(subtask, any -> new CompletableFuture<>());
  }

  /** A subtask of the source came. */
  public synchronized void sourceCame(int subtask) {
    sources.merge(subtask, 1, Integer::sum);
  }

  /** A subtask of the source went. */
  public synchronized void sourceWent(int subtask) {
    sources.computeIfPresent(subtask, (any, count) -> count == 1 ? null : count - 1);
  }

  /** Whether there is a source that it can pause. */
  public synchronized boolean hasSources() {
    return !sources.isEmpty();
  }

  /** Whether there is the source of a subtask. */
  public synchronized boolean hasSource(int subtask) {
    return sources.containsKey(subtask);
  }
}
