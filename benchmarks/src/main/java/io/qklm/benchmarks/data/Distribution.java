package io.qklm.benchmarks.data;

import java.util.Collection;
import java.util.Locale;

/** Many measurements of one thing. */
public final class Distribution {

  private final double[] sorted;

  private Distribution(double[] sorted) {
    this.sorted = sorted;
  }

  /** Of values in any order. */
  public static Distribution of(Collection<Double> values) {
    return new Distribution(values.stream().mapToDouble(Double::doubleValue).sorted().toArray());
  }

  /** How many there are. */
  public int count() {
    return sorted.length;
  }

  /** The smallest value that {@code share} of all do not exceed; NaN where there is none. */
  public double quantile(double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted[(int) Math.max(0, Math.ceil(share * sorted.length) - 1)];
  }

  /** Count, p50, p99 and the largest in milliseconds, as part of a line. */
  public String millis() {
    return String.format(
        Locale.ROOT,
        "%5d   p50 %7.0f ms   p99 %7.0f ms   max %7.0f ms",
        sorted.length,
        quantile(0.5),
        quantile(0.99),
        quantile(1));
  }
}
