package io.qklm.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A figure over all documents and over each resample of them. Two of one seed and of as many
 * documents have the same documents in resample {@code i}, so that they can be compared in pairs.
 *
 * @param value the figure over all documents
 * @param values the figure over each resample, in the order they were drawn
 */
public record Resamples(double value, List<Double> values) {

  public Resamples {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a figure needs at least one resample");
    }
    values = List.copyOf(values);
  }

  /** The figure with what holds it in 95 of 100 resamples. */
  public Bootstrap.Interval interval() {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int size = sorted.size();
    return new Bootstrap.Interval(
        value, sorted.get((int) (size * 0.025)), sorted.get((int) (size * 0.975)));
  }

  /**
   * The mean of {@code several}, resample by resample.
   *
   * @throws IllegalArgumentException if there is none, or they have different numbers of resamples
   */
  public static Resamples mean(List<Resamples> several) {
    if (several.stream().map(some -> some.values.size()).distinct().count() != 1) {
      throw new IllegalArgumentException(
          "the mean of resamples needs at least one figure, and as many resamples of each");
    }
    List<Double> means =
        IntStream.range(0, several.get(0).values.size())
            .mapToObj(
                i -> several.stream().mapToDouble(some -> some.values.get(i)).average().orElse(0))
            .toList();
    return new Resamples(several.stream().mapToDouble(Resamples::value).average().orElse(0), means);
  }

  /**
   * How much this is above {@code other}, resample by resample.
   *
   * @throws IllegalArgumentException if the other has another number of resamples
   */
  public Resamples minus(Resamples other) {
    if (other.values.size() != values.size()) {
      throw new IllegalArgumentException(
          values.size() + " resamples cannot be paired with " + other.values.size());
    }
    return new Resamples(
        value - other.value,
        IntStream.range(0, values.size())
            .mapToObj(i -> values.get(i) - other.values.get(i))
            .toList());
  }
}
