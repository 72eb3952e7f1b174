package io.qklm.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qklm.training.optimize.Schedule;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class PaceTest {

  /** A clock that a test moves. */
  private static final class Moved extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  @Test
  void aRunThatEndsByATimeReckonsItsStepsFromThoseTaken() {
    Moved clock = new Moved();
    Pace pace = Pace.until(Instant.EPOCH.plusSeconds(100), clock);
    assertThat(pace.last(40, 0, 1000)).isEqualTo(1000);
    clock.now = Instant.EPOCH.plusSeconds(20);
    assertThat(pace.last(50, 10, 1000)).isCloseTo(90, within(1e-6));
    assertThat(pace.last(50, 10, 60)).isEqualTo(60);
    assertThat(pace.over()).isFalse();
    clock.now = Instant.EPOCH.plusSeconds(100);
    assertThat(pace.last(80, 40, 1000)).isEqualTo(80);
    assertThat(pace.over()).isTrue();
  }

  @Test
  void theLearningRateHasFallenWhenTheTimeIsOver() {
    Schedule schedule = new Schedule(10, 1000, 0.02);
    assertThat(schedule.factor(80, 80)).isCloseTo(0.02, within(1e-9));
    assertThat(schedule.factor(45, 80)).isCloseTo(0.51, within(1e-9));
    assertThat(schedule.factor(45, 1000)).isEqualTo(schedule.factor(45));
  }
}
