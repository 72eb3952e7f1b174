package io.qklm.kg.store.rocks;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts the uses of a native thing, so that it is closed only when nobody is inside: a read
 * through a freed handle would take the whole process down.
 */
final class UseGate {

  /** Added when closed, so that the count is negative from then on. */
  private static final long CLOSED = Long.MIN_VALUE;

  private static final long WAIT_NANOS = 20_000;

  private final AtomicLong users = new AtomicLong();
  private final String what;

  UseGate(String what) {
    this.what = what;
  }

  /** Begins a use; {@link #exit} must follow. */
  void enter() {
    if (users.incrementAndGet() < 0) {
      users.decrementAndGet();
      throw new IllegalStateException(what + " is closed");
    }
  }

  void exit() {
    users.decrementAndGet();
  }

  /**
   * Shuts the gate and waits for the uses under way, which last microseconds.
   *
   * @return whether this call shut it; false if it was shut before
   */
  boolean close() {
    long before = users.getAndUpdate(count -> count < 0 ? count : count + CLOSED);
    if (before < 0) {
      return false;
    }
    while (users.get() != CLOSED) {
      LockSupport.parkNanos(WAIT_NANOS);
    }
    return true;
  }
}
