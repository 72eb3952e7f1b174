package io.qklm.flink.knowledge;

import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.kg.epoch.EpochTimeline;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a subtask remembers of epochs in a checkpoint.
 *
 * @param inForce the epoch that served, where the newest does
 * @param announcements the timeline's, oldest first
 * @param settledUntil the timeline's
 * @param forgotten whether older announcements were dropped
 */
public record EpochState(
    Optional<EpochAnnouncement> inForce,
    List<EpochAnnouncement> announcements,
    Optional<Instant> settledUntil,
    boolean forgotten) {

  public EpochState {
    announcements = List.copyOf(announcements);
  }

  /** The state of a subtask. */
  public static EpochState of(Optional<EpochAnnouncement> inForce, EpochTimeline timeline) {
    return new EpochState(
        inForce, timeline.announcements(), timeline.settledUntil(), timeline.hasForgotten());
  }

  /** The timeline as it was. */
  public EpochTimeline timeline(int retained) {
    return EpochTimeline.restore(retained, announcements, settledUntil, forgotten);
  }
}
