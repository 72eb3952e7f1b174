package io.qklm.flink.gate;

import io.qklm.flink.enrichment.BackPressure;

/**
 * What a gate asks of the source of documents: to pause while there is no room behind the gate, and
 * while it holds as much as it may.
 */
final class SourcePause {

  /** More than Flink's network keeps for a subtask by far. */
  private static final long NETWORK_BYTES = 64 << 20;

  private final BackPressure backPressure;
  private final int subtask;
  private final GateLimits limits;
  private volatile boolean busy;
  private boolean full;

  SourcePause(BackPressure backPressure, int subtask, GateLimits limits) {
    this.backPressure = backPressure;
    this.subtask = subtask;
    this.limits = limits;
  }

  /** Whether the subtask's source is one that pauses. */
  boolean isPossible() {
    return backPressure.hasSource(subtask);
  }

  /** Whether there is any source that pauses. */
  boolean isKnown() {
    return backPressure.hasSources();
  }

  /** There is no room; any thread may ask whether that was said. */
  void busy() {
    busy = true;
    backPressure.busy(subtask, true);
  }

  boolean isBusy() {
    return busy;
  }

  /** Pauses the sources if what is held is more than may be. */
  void fullIfBeyond(HeldRecords<?> held) {
    if (!full && exceeds(held, 1)) {
      full = true;
      backPressure.full(subtask, true);
    }
  }

  /** From a source that pauses no more comes than the network holds; behind another, more may. */
  boolean isFarBeyond(HeldRecords<?> held) {
    return backPressure.hasSources()
        ? held.bytes() > Math.max(2 * limits.maxHeldBytes(), NETWORK_BYTES)
        : exceeds(held, 2);
  }

  private boolean exceeds(HeldRecords<?> held, int times) {
    return held.size() > (long) times * limits.maxHeld()
        || held.bytes() > times * limits.maxHeldBytes();
  }

  /** Lets the sources go on that may. */
  void resume(HeldRecords<?> held, boolean room) {
    if (full && held.size() <= limits.maxHeld() / 2 && held.bytes() <= limits.maxHeldBytes() / 2) {
      full = false;
      backPressure.full(subtask, false);
    }
    if (busy && room) {
      busy = false;
      backPressure.busy(subtask, false);
    }
  }

  void close() {
    backPressure.full(subtask, false);
    backPressure.busy(subtask, false);
  }
}
