package io.qklm.flink.gate;

import java.time.Duration;

/**
 * How long documents wait to know their epoch, by a clock that nobody sets. Three things end a
 * wait: it lasted as long as it may; nothing was settled for as long, so that whoever comes later
 * need not wait for what is not there; or a document that was as far ahead of what is settled has
 * just waited in vain.
 */
final class Patience {

  private final long longest;
  private long lastProgress;
  private long settledUntil = Long.MIN_VALUE;
  private long hopelessLag = Long.MAX_VALUE;
  private long hopelessSince;

  /**
   * Begins now.
   *
   * @param now {@link System#nanoTime}
   */
  Patience(Duration longest, long now) {
    this.longest = longest.toNanos();
    this.lastProgress = now;
  }

  /** Time is settled up to a moment, milliseconds since 1970. */
  void settled(long until, long now) {
    if (until > settledUntil) {
      settledUntil = until;
      lastProgress = now;
    }
  }

  /** Whether a document waits no longer. */
  boolean isOver(HeldRecords.Held<?> held, long now) {
    if (now - held.arrived >= longest) {
      long lag = lag(held.timestamp);
      if (lag > 0) {
        // Those that are as far ahead would wait in vain too.
        hopelessLag = Math.min(hopelessLag, lag);
        hopelessSince = now;
      }
      return true;
    }
    if (now - lastProgress >= longest) {
      return true;
    }
    if (now - hopelessSince >= longest) {
      hopelessLag = Long.MAX_VALUE;
    }
    boolean hopeless = lag(held.timestamp) >= hopelessLag;
    if (hopeless) {
      hopelessSince = now;
    }
    return hopeless;
  }

  private long lag(long timestamp) {
    return settledUntil == Long.MIN_VALUE || timestamp == Long.MIN_VALUE
        ? Long.MAX_VALUE - 1
        : timestamp - settledUntil;
  }
}
