package io.qklm.training.task.annotate;

import java.util.Locale;

/**
 * How many links were right: span and entity both.
 *
 * @param right predicted links that are gold
 * @param predicted predicted links, those on uncovered gold too
 * @param covered gold links whose entity the knowledge has
 * @param all gold links
 * @param reachable covered gold links whose entity is among the mention's candidates
 */
public record LinkScore(long right, long predicted, long covered, long all, long reachable) {

  /** Nothing counted yet. */
  public static final LinkScore NONE = new LinkScore(0, 0, 0, 0, 0);

  /** Both counts together. */
  public LinkScore plus(LinkScore other) {
    return new LinkScore(
        right + other.right,
        predicted + other.predicted,
        covered + other.covered,
        all + other.all,
        reachable + other.reachable);
  }

  /** F1 over gold that the knowledge covers, from 0 to 1. */
  public double coveredF1() {
    return predicted + covered == 0 ? 0 : 2.0 * right / (predicted + covered);
  }

  /** F1 over all gold, from 0 to 1. */
  public double allF1() {
    return predicted + all == 0 ? 0 : 2.0 * right / (predicted + all);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d right of %d predicted; gold: %d covered, %d of them among candidates, %d in all",
        right,
        predicted,
        covered,
        reachable,
        all);
  }
}
