package io.qklm.kg.epoch;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Nothing new: no later announcement takes effect at {@code watermark} or before.
 *
 * @param watermark in whole milliseconds
 */
public record EpochHeartbeat(Instant watermark) implements EpochMessage {

  public EpochHeartbeat {
    watermark = watermark.truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public Instant settledUntil() {
    return watermark;
  }
}
