package io.qklm.training.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;

/**
 * An endless order of examples in batches of similar length. Each epoch shuffles the examples, cuts
 * them into pools, sorts a pool by length, fills batches up to a number of padded tokens, and
 * shuffles the batches. Everything follows from the seed and the batch's number.
 */
public final class LengthBuckets {

  private static final int POOL = 1024;

  private final int[] lengths;
  private final int batchTokens;
  private final long seed;
  private final List<Long> firstOfEpoch = new ArrayList<>(List.of(0L));
  private List<List<Integer>> epoch;
  private long epochNumber;

  /**
   * An order over examples of these {@code lengths}.
   *
   * @param batchTokens padded tokens of a batch, unless a single example has more
   */
  public LengthBuckets(int[] lengths, int batchTokens, long seed) {
    if (lengths.length == 0) {
      throw new IllegalArgumentException("a task needs at least one example");
    }
    this.lengths = lengths.clone();
    this.batchTokens = batchTokens;
    this.seed = seed;
    this.epoch = cut(0);
  }

  /** An order over {@code examples}, whose lengths {@code length} says. */
  public static <T> LengthBuckets of(
      List<T> examples, ToIntFunction<T> length, int batchTokens, long seed) {
    return new LengthBuckets(examples.stream().mapToInt(length).toArray(), batchTokens, seed);
  }

  /** Numbers of the examples of batch {@code number}, counted from 0. */
  public synchronized List<Integer> batch(long number) {
    long wanted = 0;
    while (wanted < firstOfEpoch.size() - 1 && firstOfEpoch.get((int) wanted + 1) <= number) {
      wanted++;
    }
    go(wanted);
    while (number - firstOfEpoch.get((int) wanted) >= epoch.size()) {
      firstOfEpoch.add(firstOfEpoch.get((int) wanted) + epoch.size());
      wanted++;
      go(wanted);
    }
    return epoch.get((int) (number - firstOfEpoch.get((int) wanted)));
  }

  private void go(long wanted) {
    if (wanted != epochNumber) {
      epoch = cut(wanted);
      epochNumber = wanted;
    }
  }

  private List<List<Integer>> cut(long number) {
    Random random = new Random(Seeds.mix(seed, number));
    List<Integer> order = new ArrayList<>();
    for (int example = 0; example < lengths.length; example++) {
      order.add(example);
    }
    Collections.shuffle(order, random);
    List<List<Integer>> batches = new ArrayList<>();
    for (int from = 0; from < order.size(); from += POOL) {
      List<Integer> pool = order.subList(from, Math.min(order.size(), from + POOL));
      pool.sort(Comparator.comparingInt(example -> lengths[example]));
      fill(batches, pool);
    }
    Collections.shuffle(batches, random);
    return batches;
  }

  private void fill(List<List<Integer>> batches, List<Integer> pool) {
    List<Integer> batch = new ArrayList<>();
    for (int example : pool) {
      if (!batch.isEmpty() && (batch.size() + 1) * lengths[example] > batchTokens) {
        batches.add(List.copyOf(batch));
        batch.clear();
      }
      batch.add(example);
    }
    batches.add(List.copyOf(batch));
  }
}
