package io.qklm.flink.gate;

import io.qklm.document.AsOf;
import io.qklm.flink.engine.Engine;
import io.qklm.flink.engine.EngineLease;
import io.qklm.flink.enrichment.EpochStamp;
import io.qklm.flink.knowledge.EpochLease;
import io.qklm.flink.knowledge.EpochReports;
import io.qklm.flink.knowledge.EpochRequest;
import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.kg.epoch.EpochAt;
import io.qklm.kg.epoch.EpochTimeline;
import io.qklm.kg.store.repository.EpochName;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * For each document the newest epoch that took effect at its time or before, once no message to
 * come can change that. The few that were used last stay open, and the newest is opened ahead.
 */
final class AsOfChoice extends EpochChoice {

  private final int maxOpen;
  private final LinkedHashMap<EpochName, Slot> slots = new LinkedHashMap<>(16, 0.75f, true);
  private @Nullable EpochAnnouncement serving;

  AsOfChoice(
      EngineLease engines,
      EpochTimeline timeline,
      int maxOpen,
      EpochReports reports,
      Consumer<Runnable> mails) {
    super(engines, timeline, reports, mails);
    this.maxOpen = maxOpen;
    timeline.latest().ifPresent(this::slot);
  }

  @Override
  void announced(EpochAnnouncement announcement) {
    slot(announcement);
  }

  @Override
  Optional<EpochAnnouncement> inForce() {
    return Optional.ofNullable(serving);
  }

  @Override
  public Turn next(long timestamp, Turn.Patience patience, boolean mayOpen) {
    Instant moment = Instant.ofEpochMilli(timestamp);
    EpochAt at = timeline.at(moment);
    if (at instanceof EpochAt.Settled settled) {
      return turn(settled.epoch(), AsOf.EXACT, patience, mayOpen);
    }
    if (at instanceof EpochAt.Forgotten forgotten) {
      return turn(forgotten.oldest(), AsOf.NOT_RETAINED, patience, mayOpen);
    }
    Optional<EpochAnnouncement> first = timeline.announcements().stream().findFirst();
    if (at instanceof EpochAt.BeforeFirst && first.isPresent()) {
      return turn(first.get(), AsOf.BEFORE_FIRST, patience, mayOpen);
    }
    Optional<EpochAnnouncement> newest = timeline.newestNotAfter(moment).or(() -> first);
    if (patience == Turn.Patience.ALL || newest.isEmpty()) {
      return new Turn.Unknown();
    }
    return turn(newest.get(), AsOf.UNSETTLED, patience, mayOpen);
  }

  private Turn turn(EpochAnnouncement epoch, AsOf fit, Turn.Patience patience, boolean mayOpen) {
    Slot there = slots.get(epoch.epoch());
    if (!mayOpen && (there == null || there.lease == null)) {
      return new Turn.Opening();
    }
    Slot slot = there == null ? slot(epoch) : there;
    if (slot.lease == null && (slot.missing || patience == Turn.Patience.NONE)) {
      // It is gone, or does not come in time: the newest is the likeliest to be there.
      Slot last = timeline.latest().map(this::slot).orElse(slot);
      return last.lease == null
          ? new Turn.Opening()
          : start(last.lease, last.equals(slot) ? fit : AsOf.NOT_RETAINED);
    }
    return slot.lease == null ? new Turn.Opening() : start(slot.lease, fit);
  }

  private Turn start(EpochLease<Engine> lease, AsOf fit) {
    if (!lease.epoch().equals(serving)) {
      serving = lease.epoch();
    }
    return new Turn.Pass(EpochStamp.of(lease.epoch(), fit));
  }

  /** The place of an epoch, made if there is none; then the one used least recently goes. */
  private Slot slot(EpochAnnouncement epoch) {
    Slot known = slots.get(epoch.epoch());
    if (known != null) {
      return known;
    }
    Slot made = new Slot(epoch);
    slots.put(epoch.epoch(), made);
    Iterator<Map.Entry<EpochName, Slot>> eldest = slots.entrySet().iterator();
    while (slots.size() > maxOpen && eldest.hasNext()) {
      eldest.next().getValue().close();
      eldest.remove();
    }
    made.request();
    return made;
  }

  @Override
  public void close() {
    super.close();
    slots.values().forEach(Slot::close);
    slots.clear();
  }

  /** An epoch that this subtask has open or waits for. */
  private final class Slot {
    private final EpochAnnouncement epoch;
    private final long since = System.nanoTime();
    private @Nullable EpochRequest<Engine> request;
    private @Nullable EpochLease<Engine> lease;
    private boolean missing;

    Slot(EpochAnnouncement epoch) {
      this.epoch = epoch;
    }

    void request() {
      request =
          AsOfChoice.this.request(
              epoch,
              (by, opened) -> {
                lease = opened;
                request = null;
                missing = false;
                reports.serves(epoch, System.nanoTime() - since);
              },
              () -> missing = lease == null);
    }

    void close() {
      if (request != null) {
        takeBack(request);
        request = null;
      }
      if (lease != null) {
        lease.close();
        lease = null;
      }
    }
  }
}
