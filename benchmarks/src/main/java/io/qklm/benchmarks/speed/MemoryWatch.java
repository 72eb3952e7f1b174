package io.qklm.benchmarks.speed;

import io.qklm.cluster.ProcessMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Notes this process's memory from time to time, on a thread of its own. */
final class MemoryWatch implements AutoCloseable {

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final List<Sample> samples = new ArrayList<>();
  private final long start = System.nanoTime();

  /**
   * The memory at one time.
   *
   * @param seconds since the watch began
   * @param resident megabytes without pages of files
   * @param heap megabytes that Java has taken for its heap
   */
  record Sample(double seconds, double resident, double heap) {

    /** Megabytes beside the heap. */
    double beside() {
      return resident - heap;
    }
  }

  private MemoryWatch() {}

  static MemoryWatch every(Duration interval) {
    MemoryWatch watch = new MemoryWatch();
    var unused =
        watch.clock.scheduleAtFixedRate(watch::note, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    return watch;
  }

  private void note() {
    try {
      double resident = ProcessMemory.residentMegabytes(ProcessHandle.current().pid());
      double heap =
          ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted() / 1048576.0;
      synchronized (samples) {
        samples.add(new Sample((System.nanoTime() - start) / 1e9, resident, heap));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was noted so far. */
  List<Sample> samples() {
    synchronized (samples) {
      return List.copyOf(samples);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
