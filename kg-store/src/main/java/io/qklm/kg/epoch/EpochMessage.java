package io.qklm.kg.epoch;

import java.time.Instant;

/** One message of the control topic {@code kg-epochs}. */
public sealed interface EpochMessage permits EpochAnnouncement, EpochHeartbeat, EpochHistory {

  /**
   * Up to when the timeline is settled by this message: no announcement after it takes effect then
   * or before.
   */
  Instant settledUntil();
}
