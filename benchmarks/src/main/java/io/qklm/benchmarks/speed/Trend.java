package io.qklm.benchmarks.speed;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The straight line that fits values over time best, by least squares. */
final class Trend {

  private Trend() {}

  /**
   * How much more there is after an hour.
   *
   * @param seconds when each value was seen
   * @throws IllegalArgumentException unless there are values of two times
   */
  static <T> double perHour(
      List<T> values, ToDoubleFunction<T> seconds, ToDoubleFunction<T> amount) {
    double time = values.stream().mapToDouble(seconds).average().orElse(0);
    double middle = values.stream().mapToDouble(amount).average().orElse(0);
    double above = 0;
    double below = 0;
    for (T value : values) {
      double off = seconds.applyAsDouble(value) - time;
      above += off * (amount.applyAsDouble(value) - middle);
      below += off * off;
    }
    if (below == 0) {
      throw new IllegalArgumentException("a trend needs values of two times");
    }
    return above / below * 3600;
  }
}
