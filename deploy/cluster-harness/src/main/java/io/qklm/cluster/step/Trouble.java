package io.qklm.cluster.step;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A call that fails or hangs some times once it is armed, and then goes well again. */
final class Trouble {

  private final AtomicInteger left = new AtomicInteger();
  private final AtomicInteger met = new AtomicInteger();
  private volatile String call = "";
  private volatile Duration hang = Duration.ZERO;

  /** The next calls of this name fail. */
  void fail(String name, int times) {
    hang = Duration.ZERO;
    call = name;
    left.set(times);
  }

  /** The next call of this name takes long, and then fails. */
  void hang(String name, Duration time) {
    hang = time;
    call = name;
    left.set(1);
  }

  /** How many calls failed or hung. */
  int met() {
    return met.get();
  }

  /** Called before a call, which is named by what it does and to what. */
  void before(String name) throws IOException {
    if (!strikes(name)) {
      return;
    }
    sleep();
    throw new IOException("made to fail: " + name);
  }

  /** The same where no exception is declared. */
  void beforeUnchecked(String name) {
    if (strikes(name)) {
      try {
        sleep();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      throw new IllegalStateException("made to fail: " + name);
    }
  }

  private boolean strikes(String name) {
    if (call.isEmpty() || !name.startsWith(call) || left.getAndDecrement() <= 0) {
      return false;
    }
    met.incrementAndGet();
    return true;
  }

  private void sleep() throws IOException {
    try {
      Thread.sleep(hang.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
