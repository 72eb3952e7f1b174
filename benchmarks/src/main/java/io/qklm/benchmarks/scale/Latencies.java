package io.qklm.benchmarks.scale;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** Times of many reads, from any number of threads, up to a fixed number of them. */
final class Latencies {

  private final long[] nanos;
  private final AtomicInteger count = new AtomicInteger();

  Latencies(int most) {
    nanos = new long[most];
  }

  void add(long took) {
    int at = count.getAndIncrement();
    if (at < nanos.length) {
      nanos[at] = took;
    }
  }

  int count() {
    return Math.min(count.get(), nanos.length);
  }

  /** The time that {@code share} of all reads stayed below, in milliseconds. */
  double millis(double share) {
    long[] sorted = Arrays.copyOf(nanos, count());
    Arrays.sort(sorted);
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1.0, share * sorted.length)] / 1e6;
  }
}
