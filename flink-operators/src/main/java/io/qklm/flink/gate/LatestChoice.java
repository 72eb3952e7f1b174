package io.qklm.flink.gate;

import io.qklm.flink.engine.Engine;
import io.qklm.flink.engine.EngineLease;
import io.qklm.flink.enrichment.EpochStamp;
import io.qklm.flink.knowledge.EpochLease;
import io.qklm.flink.knowledge.EpochReports;
import io.qklm.flink.knowledge.EpochRequest;
import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.kg.epoch.EpochTimeline;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The epoch announced last, as soon as it is open; until then the one before. One that comes while
 * another is being opened waits for it, so that even with many of them some come to serve; unless
 * it goes back to an older epoch, which must not wait for what is gone back from.
 */
final class LatestChoice extends EpochChoice {

  private final boolean fixed;

  /** The epoch of the checkpoint; nothing else serves before it, unless a newer one is open. */
  private final Optional<EpochAnnouncement> restored;

  private @Nullable EpochLease<Engine> current;
  private @Nullable EpochAnnouncement inForce;
  private EpochStamp stamp = EpochStamp.FIXED;
  private @Nullable EpochAnnouncement wanted;
  private @Nullable EpochRequest<Engine> request;
  private long since;

  /** Whether the epoch that is asked for could not be opened so far. */
  private boolean failing;

  /**
   * Begins with the epoch of a checkpoint, else with the newest on the timeline.
   *
   * @param restored the epoch in force in the checkpoint
   * @param fixed whether the settings' own folder serves until the first announcement
   */
  LatestChoice(
      EngineLease engines,
      EpochTimeline timeline,
      Optional<EpochAnnouncement> restored,
      boolean fixed,
      EpochReports reports,
      Consumer<Runnable> mails) {
    super(engines, timeline, reports, mails);
    this.fixed = fixed;
    this.restored = restored;
    restored.or(timeline::latest).ifPresent(this::want);
  }

  @Override
  void announced(EpochAnnouncement announcement) {
    if (!timeline.latest().equals(Optional.of(announcement))) {
      // An older one that came twice.
      return;
    }
    if (current != null && current.epoch().epoch().equals(announcement.epoch())) {
      giveUp();
      want(announcement);
      return;
    }
    Optional<EpochLease<Engine>> open = engines.epochs().ifOpen(announcement.epoch());
    if (open.isPresent()) {
      // As the epoch of a rollback mostly is: it waits for nothing that is being opened.
      giveUp();
      since = System.nanoTime();
      serve(announcement, open.get());
      return;
    }
    if (failing || timeline.isRollback(announcement)) {
      giveUp();
    }
    if (request == null) {
      want(announcement);
    }
    // Else it is looked at when the one before is open, or an attempt to open that fails.
  }

  private void want(EpochAnnouncement announcement) {
    if (current != null && current.epoch().epoch().equals(announcement.epoch())) {
      inForce = announcement;
      stamp = EpochStamp.of(announcement);
      return;
    }
    wanted = announcement;
    failing = false;
    since = System.nanoTime();
    request = request(announcement, this::opened, () -> {});
  }

  private void opened(EpochRequest<Engine> by, EpochLease<Engine> lease) {
    EpochAnnouncement announcement = wanted;
    if (!by.equals(request) || announcement == null) {
      lease.close();
      return;
    }
    request = null;
    failing = false;
    serve(announcement, lease);
    follow();
  }

  private void serve(EpochAnnouncement announcement, EpochLease<Engine> lease) {
    EpochLease<Engine> before = current;
    current = lease;
    inForce = announcement;
    stamp = EpochStamp.of(announcement);
    reports.serves(announcement, System.nanoTime() - since);
    if (before != null) {
      before.close();
    }
  }

  /** A newer one may do better, one that is there already or one to come. */
  @Override
  void failing(EpochAnnouncement epoch) {
    if (request == null || !epoch.equals(wanted)) {
      return;
    }
    failing = true;
    if (!timeline.latest().equals(Optional.of(epoch))) {
      giveUp();
      follow();
    }
  }

  private void giveUp() {
    if (request != null) {
      takeBack(request);
      request = null;
    }
    failing = false;
  }

  private void follow() {
    timeline.latest().filter(latest -> !latest.equals(inForce)).ifPresent(this::want);
  }

  @Override
  Optional<EpochAnnouncement> inForce() {
    // A restored epoch that is not open yet is still the one to resume on; one that was announced
    // and never opened never was in force.
    return inForce == null ? restored : Optional.of(inForce);
  }

  @Override
  public Turn next(long timestamp, Turn.Patience patience, boolean mayOpen) {
    EpochLease<Engine> lease = current;
    if (lease != null) {
      return new Turn.Pass(stamp);
    }
    if (fixed && restored.isEmpty()) {
      return new Turn.Pass(EpochStamp.FIXED);
    }
    return request == null ? new Turn.Unknown() : new Turn.Opening();
  }

  @Override
  public void close() {
    super.close();
    if (current != null) {
      current.close();
      current = null;
    }
  }
}
