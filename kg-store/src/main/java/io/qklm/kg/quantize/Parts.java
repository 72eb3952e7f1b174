package io.qklm.kg.quantize;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs the independent parts of a training on a number of threads. */
final class Parts {

  private final int threads;

  Parts(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("training needs at least 1 thread, got " + threads);
    }
    this.threads = threads;
  }

  /** Runs all parts and waits for them; the first failure is thrown. */
  void run(List<Runnable> parts) {
    if (threads == 1) {
      parts.forEach(Runnable::run);
      return;
    }
    ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, parts.size()));
    try {
      List<Future<?>> running = new ArrayList<>();
      for (Runnable part : parts) {
        running.add(pool.submit(part));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a part of the training failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("training was interrupted; nothing was learned", e);
    } finally {
      pool.shutdownNow();
    }
  }

  /** What a part does with one stretch of rows. */
  interface RangeTask {
    void run(int from, int to);
  }

  /** Cuts 0 to {@code count} into stretches of {@code length} and runs them all. */
  void ranges(int count, int length, RangeTask task) {
    List<Runnable> parts = new ArrayList<>();
    for (int from = 0; from < count; from += length) {
      int begin = from;
      int end = Math.min(count, from + length);
      parts.add(() -> task.run(begin, end));
    }
    run(parts);
  }
}
