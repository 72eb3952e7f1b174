package io.qklm.kafka.update;

import java.time.Instant;

/** For what lasts: the clock of the machine may be set back by an hour meanwhile. */
final class Ticks {

  private Ticks() {}

  /** A moment that is later than all before it, and says nothing of the time of day. */
  static Instant now() {
    return Instant.EPOCH.plusNanos(System.nanoTime());
  }
}
