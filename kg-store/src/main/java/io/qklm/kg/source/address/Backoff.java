package io.qklm.kg.source.address;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/** Longer and longer pauses between tries, up to a bound; as long as a server asks for. */
public final class Backoff {

  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final int MOST_DOUBLINGS = 10;

  private final String what;
  private final Duration first;
  private int failures;

  /**
   * Nothing failed yet.
   *
   * @param what waits, for the message of an interrupted wait
   * @param first pause; each further one is twice as long
   */
  public Backoff(String what, Duration first) {
    this.what = what;
    this.first = first;
  }

  /** A try went well. */
  public void succeeded() {
    failures = 0;
  }

  /** Failures in a row. */
  public int failures() {
    return failures;
  }

  /**
   * A try failed: waits.
   *
   * @param asked at least so long, as the server said
   */
  public void failed(Duration asked) throws IOException {
    long millis = first.toMillis() << Math.min(failures, MOST_DOUBLINGS);
    failures++;
    pause(Duration.ofMillis(Math.min(Math.max(millis, asked.toMillis()), LONGEST.toMillis())));
  }

  /** Waits, and fails if that is interrupted. */
  public void pause(Duration time) throws IOException {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(what + " was interrupted");
    }
  }
}
