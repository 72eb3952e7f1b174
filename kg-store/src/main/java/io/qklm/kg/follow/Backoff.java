package io.qklm.kg.follow;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/** Longer and longer pauses between tries, up to a bound; as long as a server asks for. */
final class Backoff {

  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final int MOST_DOUBLINGS = 10;

  private final Duration first;
  private int failures;

  Backoff(Duration first) {
    this.first = first;
  }

  /** A try went well. */
  void succeeded() {
    failures = 0;
  }

  /** Failures in a row. */
  int failures() {
    return failures;
  }

  /**
   * A try failed: waits.
   *
   * @param asked at least so long, as the server said
   */
  void failed(Duration asked) throws IOException {
    long millis = first.toMillis() << Math.min(failures, MOST_DOUBLINGS);
    failures++;
    pause(Duration.ofMillis(Math.min(Math.max(millis, asked.toMillis()), LONGEST.toMillis())));
  }

  static void pause(Duration time) throws IOException {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the following was interrupted");
    }
  }
}
