package io.qklm.kafka.update;

import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.kg.epoch.EpochHeartbeat;
import io.qklm.kg.epoch.EpochTimeline;
import io.qklm.kg.store.repository.EpochName;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The next messages of the control topic, never within the time that it has settled. */
final class ControlMessages {

  private final EpochTimeline timeline;
  private final Clock clock;
  private final String repository;
  private final String embeddingDigest;

  /**
   * @param repository its address as a worker elsewhere can use it
   */
  ControlMessages(EpochTimeline timeline, Clock clock, String repository, String embeddingDigest) {
    this.timeline = timeline;
    this.clock = clock;
    this.repository = repository;
    this.embeddingDigest = embeddingDigest;
  }

  /** Takes effect now, or just after what is settled if this clock is behind the job's before. */
  EpochAnnouncement announcement(EpochName epoch) {
    Instant earliest =
        timeline.settledUntil().map(until -> until.plusMillis(1)).orElse(Instant.EPOCH);
    Instant now = now();
    return new EpochAnnouncement(
        epoch, repository, now.isAfter(earliest) ? now : earliest, embeddingDigest);
  }

  EpochHeartbeat heartbeat() {
    Instant now = now();
    return new EpochHeartbeat(
        timeline.settledUntil().filter(until -> until.isAfter(now)).orElse(now));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
