package io.qklm.cluster.step;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;

/** The machine's clock, which somebody sets while a job runs. */
final class JumpingClock extends Clock {

  private final AtomicInteger jumps = new AtomicInteger();
  private volatile Duration ahead = Duration.ZERO;

  /** Sets it. */
  void set(Duration aheadOfTime) {
    ahead = aheadOfTime;
    jumps.incrementAndGet();
  }

  /** How far it is ahead of the time. */
  Duration ahead() {
    return ahead;
  }

  /** How often it was set. */
  int jumps() {
    return jumps.get();
  }

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
    return Instant.now().plus(ahead);
  }
}
