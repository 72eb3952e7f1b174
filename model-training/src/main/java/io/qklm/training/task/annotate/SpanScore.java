package io.qklm.training.task.annotate;

import java.util.Locale;
import java.util.Set;

/**
 * How many names were found exactly: start, end and kind, as CoNLL-2003 counts.
 *
 * @param gold names there are
 * @param found names proposed
 * @param right names proposed that are there
 */
public record SpanScore(long gold, long found, long right) {

  /** Nothing counted yet. */
  public static final SpanScore NONE = new SpanScore(0, 0, 0);

  /** The score of {@code claimed} names where {@code there} are the right ones. */
  public static SpanScore of(Set<?> there, Set<?> claimed) {
    long hits = claimed.stream().filter(there::contains).count();
    return new SpanScore(there.size(), claimed.size(), hits);
  }

  /** Both counts together. */
  public SpanScore plus(SpanScore other) {
    return new SpanScore(gold + other.gold, found + other.found, right + other.right);
  }

  /** Share of the proposed that is right, from 0 to 1. */
  public double precision() {
    return found == 0 ? 0 : (double) right / found;
  }

  /** Share of the names that was found, from 0 to 1. */
  public double recall() {
    return gold == 0 ? 0 : (double) right / gold;
  }

  /** Harmonic mean of both, from 0 to 1. */
  public double f1() {
    return gold + found == 0 ? 0 : 2.0 * right / (gold + found);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "precision %.1f, recall %.1f, %d names",
        100 * precision(),
        100 * recall(),
        gold);
  }
}
