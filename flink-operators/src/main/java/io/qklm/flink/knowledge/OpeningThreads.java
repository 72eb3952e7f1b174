package io.qklm.flink.knowledge;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The threads that open epochs. There are two: opening takes memory and disk, so that one is opened
 * after the other; and whoever goes back to an epoch does not wait for what is gone back from.
 */
final class OpeningThreads implements AutoCloseable {

  private final ScheduledExecutorService inTurn = executor("qklm-epochs");
  private final ScheduledExecutorService rollbacks = executor("qklm-rollbacks");

  private static ScheduledExecutorService executor(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        task -> {
          Thread made = new Thread(task, name);
          made.setDaemon(true);
          // The opener's context loader may be that of a job which ends before this.
          made.setContextClassLoader(OpeningThreads.class.getClassLoader());
          return made;
        });
  }

  /** Runs a task after a pause. */
  void schedule(Runnable task, boolean rollback, long pauseMillis) {
    var unused = (rollback ? rollbacks : inTurn).schedule(task, pauseMillis, TimeUnit.MILLISECONDS);
  }

  /** Begins nothing more, and waits for what runs. */
  @Override
  public void close() {
    inTurn.shutdownNow();
    rollbacks.shutdownNow();
    boolean interrupted = false;
    for (ScheduledExecutorService executor : List.of(inTurn, rollbacks)) {
      boolean ended = false;
      while (!ended) {
        try {
          ended = executor.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
          // What the opener has open must be closed before its model is; so wait on.
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
