package io.qklm.training.run;

import io.qklm.measure.Bootstrap;
import io.qklm.measure.Resamples;

/**
 * A figure of a table.
 *
 * @param name what was measured
 * @param resamples in percent, over texts or questions
 * @param note counts behind it
 */
public record Figure(String name, Resamples resamples, String note) {

  /** The figure and what holds it in 95 of 100 resamples. */
  public Bootstrap.Interval interval() {
    return resamples.interval();
  }

  /** A line of a table. */
  public String line() {
    return String.format("  %-42s %-20s %s", name, interval(), note).stripTrailing();
  }
}
