package io.qklm.training.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Prepares the next batches in a thread of its own while the network runs. Owns the thread. */
final class BatchQueue implements AutoCloseable {

  private static final int AHEAD = 2;

  private final TaskMix mix;
  private final Map<String, Long> taken = new LinkedHashMap<>();
  private final Map<String, Long> ordered = new HashMap<>();
  private final Deque<Ordered> waiting = new ArrayDeque<>();
  private final ExecutorService worker;
  private long nextTurn;

  /** A batch on its way. */
  private record Ordered(Task task, long number, Future<Batch> batch) {}

  /** A batch and whose it is. */
  record Turn(Task task, Batch batch) {}

  /**
   * Starts at {@code turn}.
   *
   * @param taken batches taken of each task before
   */
  BatchQueue(TaskMix mix, long turn, Map<String, Long> taken) {
    this.mix = mix;
    this.nextTurn = turn;
    for (Task task : mix.tasks()) {
      long count = taken.getOrDefault(task.name(), 0L);
      this.taken.put(task.name(), count);
      this.ordered.put(task.name(), count);
    }
    this.worker =
        Executors.newSingleThreadExecutor(
            runnable -> {
              Thread thread = new Thread(runnable, "qklm-batches");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** The batch whose turn it is. */
  Turn next() {
    while (waiting.size() <= AHEAD) {
      Task task = mix.tasks().get(mix.choose(nextTurn++));
      long number = ordered.merge(task.name(), 1L, Long::sum) - 1;
      waiting.add(new Ordered(task, number, worker.submit(() -> task.batch(number))));
    }
    Ordered first = waiting.remove();
    Batch batch = await(first);
    taken.put(first.task().name(), first.number() + 1);
    return new Turn(first.task(), batch);
  }

  private static Batch await(Ordered ordered) {
    try {
      return ordered.batch().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a batch was prepared", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "batch "
              + ordered.number()
              + " of task '"
              + ordered.task().name()
              + "' cannot be prepared: "
              + e.getCause(),
          e.getCause());
    }
  }

  /** Batches taken of each task: the data cursor. */
  Map<String, Long> taken() {
    return new LinkedHashMap<>(taken);
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
