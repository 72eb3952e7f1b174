package io.qklm.flink.gate;

import io.qklm.flink.enrichment.EpochStamp;

/** What a document that waits at the gate may do now. */
sealed interface Turn {

  /** By which epoch documents pass, as a subtask sees it. Asked on the task's thread. */
  @FunctionalInterface
  interface Giver {
    /**
     * The turn of a document.
     *
     * @param timestamp of its record, milliseconds since 1970; {@link Long#MIN_VALUE} for none
     * @param patience what it may wait for
     * @param mayOpen whether its epoch is opened if it is not; else it passes only by one that is
     */
    Turn next(long timestamp, Patience patience, boolean mayOpen);
  }

  /** What a document may still wait for. */
  enum Patience {
    /** News of epochs, and its epoch to be opened. */
    ALL,
    /** Its epoch to be opened. */
    OPENING,
    /** Nothing but the last resort. */
    NONE
  }

  /** It passes, by this epoch, which this subtask has open. */
  record Pass(EpochStamp stamp) implements Turn {}

  /** Its epoch is being opened; a mail will say when that is done. */
  record Opening() implements Turn {}

  /** Its epoch is not known yet; a message of the control topic may say. */
  record Unknown() implements Turn {}
}
