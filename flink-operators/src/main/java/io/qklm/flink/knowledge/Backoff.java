package io.qklm.flink.knowledge;

import java.time.Duration;

/**
 * Pauses between attempts, each twice the one before.
 *
 * @param first the first pause
 * @param longest no pause is longer
 */
public record Backoff(Duration first, Duration longest) {

  public Backoff {
    if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "pauses grow from more than 0 ms, got " + first + " to " + longest);
    }
  }

  /** From 1 s to 1 min. */
  public static Backoff defaults() {
    return new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
  }

  /**
   * The pause after an attempt.
   *
   * @param failures attempts that failed so far, at least 1
   */
  Duration after(int failures) {
    Duration pause = first;
    for (int i = 1; i < failures && pause.compareTo(longest) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(longest) < 0 ? pause : longest;
  }
}
