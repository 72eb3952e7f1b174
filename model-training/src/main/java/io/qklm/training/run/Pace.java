package io.qklm.training.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How many steps a run will have taken at its end. */
public interface Pace {

  /** As many as its plan says. */
  Pace BY_STEPS =
      new Pace() {
        @Override
        public double last(long step, long taken, long total) {
          return total;
        }

        @Override
        public boolean over() {
          return false;
        }
      };

  /**
   * Steps at the end of the run, as far as is known.
   *
   * @param step steps done, those of earlier starts included
   * @param taken steps done since this start
   * @param total steps of the plan, never exceeded
   */
  double last(long step, long taken, long total);

  /** Whether the run has to end now. */
  boolean over();

  /**
   * A run that ends at {@code deadline} if its steps are not done by then: what is left is reckoned
   * from the mean time of the steps since this start. Such a run cannot be repeated to the bit.
   */
  static Pace until(Instant deadline, Clock clock) {
    Instant began = clock.instant();
    return new Pace() {
      @Override
      public double last(long step, long taken, long total) {
        Instant now = clock.instant();
        if (taken < 1) {
          return total;
        }
        double each = Duration.between(began, now).toNanos() / (double) taken;
        double left = Math.max(0, Duration.between(now, deadline).toNanos() / each);
        return Math.min((double) total, step + left);
      }

      @Override
      public boolean over() {
        return !clock.instant().isBefore(deadline);
      }
    };
  }
}
