package io.qklm.training.optimize;

/**
 * How the learning rate changes over a run: it rises in a line, then falls along half a cosine
 * (Loshchilov and Hutter 2017).
 *
 * @param warmup steps of the rise, at least 0
 * @param total steps of the run, more than {@code warmup}
 * @param floor what is left at the end, from 0 to 1
 */
public record Schedule(long warmup, long total, double floor) {

  public Schedule {
    if (warmup < 0 || total <= warmup || !(floor >= 0 && floor <= 1)) {
      throw new IllegalArgumentException(
          "a schedule needs 0 <= warmup < total and a floor from 0 to 1, but warmup is "
              + warmup
              + ", total "
              + total
              + ", floor "
              + floor);
    }
  }

  /** The share of the learning rate at {@code step}, counted from 0. */
  public double factor(long step) {
    return factor(step, (double) total);
  }

  /**
   * The same for a run that ends earlier.
   *
   * @param last steps that the run will have taken at its end, as far as is known at {@code step}
   */
  public double factor(long step, double last) {
    if (step < warmup) {
      return (step + 1.0) / warmup;
    }
    double done = Math.min(1, (step - warmup) / Math.max(1, last - warmup));
    return floor + (1 - floor) * (1 + Math.cos(Math.PI * done)) / 2;
  }
}
