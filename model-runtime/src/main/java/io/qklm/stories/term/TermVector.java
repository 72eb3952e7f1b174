package io.qklm.stories.term;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A sparse vector over terms.
 *
 * @param terms ascending
 * @param weights of each, above 0
 */
@SuppressWarnings("ArrayRecordComponent") // read in loops, never compared
public record TermVector(int[] terms, float[] weights) {

  private static final TermVector EMPTY = new TermVector(new int[0], new float[0]);

  public TermVector {
    if (terms.length != weights.length) {
      throw new IllegalArgumentException(
          "%d terms with %d weights".formatted(terms.length, weights.length));
    }
  }

  public static TermVector empty() {
    return EMPTY;
  }

  /** What a count is worth: the second time says less than the first. */
  public static double damped(double count) {
    return 1 + Math.log(count);
  }

  public int size() {
    return terms.length;
  }

  /** The weight of a term; 0 where it is not in it. */
  public float weight(int term) {
    int at = Arrays.binarySearch(terms, term);
    return at < 0 ? 0 : weights[at];
  }

  public double length() {
    double sum = 0;
    for (float weight : weights) {
      sum += (double) weight * weight;
    }
    return Math.sqrt(sum);
  }

  /** The inner product. */
  public double dot(TermVector other) {
    double sum = 0;
    int i = 0;
    int j = 0;
    while (i < terms.length && j < other.terms.length) {
      if (terms[i] < other.terms[j]) {
        i++;
      } else if (terms[i] > other.terms[j]) {
        j++;
      } else {
        sum += (double) weights[i++] * other.weights[j++];
      }
    }
    return sum;
  }

  /** The cosine; 0 where either is empty. */
  public double cosine(TermVector other) {
    double lengths = length() * other.length();
    return lengths == 0 ? 0 : Math.min(1, dot(other) / lengths);
  }

  /** The same with every weight times {@code factor}, a number above 0. */
  public TermVector times(double factor) {
    float[] scaled = new float[weights.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (float) (weights[i] * factor);
    }
    return new TermVector(terms, scaled);
  }

  /** The same with length 1; empty stays empty. */
  public TermVector unit() {
    double length = length();
    return length == 0 ? this : times(1 / length);
  }

  /** The sum of both. */
  public TermVector plus(TermVector other) {
    int[] both = new int[terms.length + other.terms.length];
    float[] sums = new float[both.length];
    int i = 0;
    int j = 0;
    int n = 0;
    while (i < terms.length || j < other.terms.length) {
      boolean mine = j == other.terms.length || (i < terms.length && terms[i] <= other.terms[j]);
      boolean theirs = i == terms.length || (j < other.terms.length && other.terms[j] <= terms[i]);
      both[n] = mine ? terms[i] : other.terms[j];
      sums[n++] = (mine ? weights[i++] : 0) + (theirs ? other.weights[j++] : 0);
    }
    return new TermVector(Arrays.copyOf(both, n), Arrays.copyOf(sums, n));
  }

  /** The {@code most} heaviest entries; of equals the lower terms. */
  public TermVector heaviest(int most) {
    if (size() <= most) {
      return this;
    }
    int[] kept =
        IntStream.range(0, size())
            .boxed()
            .sorted(
                Comparator.comparingDouble((Integer i) -> -weights[i]).thenComparing(i -> terms[i]))
            .limit(most)
            .mapToInt(Integer::intValue)
            .sorted()
            .toArray();
    int[] fewer = new int[most];
    float[] heavy = new float[most];
    for (int i = 0; i < most; i++) {
      fewer[i] = terms[kept[i]];
      heavy[i] = weights[kept[i]];
    }
    return new TermVector(fewer, heavy);
  }
}
