package io.qklm.flink.metrics;

import org.apache.flink.annotation.Internal;

/**
 * The median of the last values between 0 and 1, to a thousandth: how often each thousandth was
 * seen is counted, so that adding costs nothing that grows. One thread adds, any may ask.
 */
@Internal
public final class RecentMedian {

  private static final int STEPS = 1_000;

  private final int[] counts = new int[STEPS + 1];
  private final short[] last;
  private int next;
  private int held;

  /** A median over so many values. */
  public RecentMedian(int values) {
    last = new short[values];
  }

  /** A value from 0 to 1; what lies beyond counts as the nearest of the two. */
  public synchronized void add(double value) {
    if (held == last.length) {
      counts[last[next]]--;
    } else {
      held++;
    }
    short step = (short) Math.round(Math.min(1, Math.max(0, value)) * STEPS);
    counts[step]++;
    last[next] = step;
    next = (next + 1) % last.length;
  }

  /** 0 to 1, the lower of the two in the middle; NaN before the first value. */
  public synchronized double median() {
    int before = 0;
    for (int step = 0; step <= STEPS; step++) {
      before += counts[step];
      if (2 * before >= held && held > 0) {
        return (double) step / STEPS;
      }
    }
    return Double.NaN;
  }
}
