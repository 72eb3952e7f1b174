package io.qklm.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Percentile bootstrap over documents (Efron 1979). */
public final class Bootstrap {

  private static final int RESAMPLES = 1_000;

  private Bootstrap() {}

  /**
   * A figure and the interval that holds it in 95 of 100 resamples.
   *
   * @param value the figure over all documents
   * @param low 2.5th percentile
   * @param high 97.5th percentile
   */
  public record Interval(double value, double low, double high) {
    @Override
    public String toString() {
      return String.format(java.util.Locale.ROOT, "%.1f [%.1f, %.1f]", value, low, high);
    }
  }

  /** The figure that {@code statistic} gives for a list of documents, with its interval. */
  public static <T> Interval interval(
      List<T> documents, ToDoubleFunction<List<T>> statistic, long seed) {
    return resamples(documents, statistic, seed).interval();
  }

  /** The figure that {@code statistic} gives for a list of documents and for resamples of it. */
  public static <T> Resamples resamples(
      List<T> documents, ToDoubleFunction<List<T>> statistic, long seed) {
    Random random = new Random(seed);
    List<Double> values = new ArrayList<>(RESAMPLES);
    @SuppressWarnings("unchecked")
    T[] sample = (T[]) new Object[documents.size()];
    for (int i = 0; i < RESAMPLES; i++) {
      for (int j = 0; j < sample.length; j++) {
        sample[j] = documents.get(random.nextInt(sample.length));
      }
      values.add(statistic.applyAsDouble(Arrays.asList(sample)));
    }
    return new Resamples(statistic.applyAsDouble(documents), values);
  }
}
