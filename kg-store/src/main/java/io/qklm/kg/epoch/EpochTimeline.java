package io.qklm.kg.epoch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The messages of the control topic in their order, folded: which epoch was in force when, and up
 * to when that is settled. Holds the newest {@code retained} announcements. Not thread safe.
 */
public final class EpochTimeline {

  private final int retained;
  private final NavigableMap<Instant, EpochAnnouncement> announcements = new TreeMap<>();
  private @Nullable Instant settledUntil;
  private boolean forgotten;

  /**
   * Prepares an empty timeline.
   *
   * @param retained announcements kept at most, at least 1
   */
  public EpochTimeline(int retained) {
    if (retained < 1) {
      throw new IllegalArgumentException("at least 1 epoch is retained, got " + retained);
    }
    this.retained = retained;
  }

  /**
   * A timeline as it was when its parts were read.
   *
   * @param announcements what {@link #announcements} gave
   * @param settledUntil what {@link #settledUntil} gave
   * @param forgotten what {@link #hasForgotten} gave
   */
  public static EpochTimeline restore(
      int retained,
      List<EpochAnnouncement> announcements,
      Optional<Instant> settledUntil,
      boolean forgotten) {
    EpochTimeline timeline = new EpochTimeline(retained);
    announcements.forEach(timeline::add);
    settledUntil.ifPresent(until -> timeline.add(new EpochHeartbeat(until)));
    timeline.forgotten |= forgotten;
    return timeline;
  }

  /**
   * Takes the next message. One that comes twice changes nothing.
   *
   * @return a sentence if the message breaks the order and was passed over: its epoch would change
   *     what is settled
   */
  public Optional<String> add(EpochMessage message) {
    if (message instanceof EpochHistory history) {
      recall(history);
      return Optional.empty();
    }
    Instant settled = settledUntil;
    if (message instanceof EpochAnnouncement announcement) {
      Instant from = announcement.effectiveFrom();
      if (settled != null && !from.isAfter(settled)) {
        if (announcement.equals(announcements.get(from))) {
          return Optional.empty();
        }
        return Optional.of(
            "epoch "
                + announcement.epoch().number()
                + " was announced for "
                + from
                + ", but all up to "
                + settled
                + " is settled; announce it for a later time");
      }
      announcements.put(from, announcement);
      if (announcements.size() > retained) {
        announcements.pollFirstEntry();
        forgotten = true;
      }
    }
    if (settled == null || message.settledUntil().isAfter(settled)) {
      settledUntil = message.settledUntil();
    }
    return Optional.empty();
  }

  /** What is settled here was read before, or is older than what is held. */
  private void recall(EpochHistory history) {
    boolean older =
        announcements.isEmpty()
            || !announcements.firstKey().isBefore(history.epochs().get(0).effectiveFrom());
    for (EpochAnnouncement epoch : history.epochs()) {
      if (settledUntil == null || epoch.effectiveFrom().isAfter(settledUntil)) {
        add(epoch);
      }
    }
    forgotten |= older && history.forgotten();
  }

  /** The epoch announced last. */
  public Optional<EpochAnnouncement> latest() {
    return Optional.ofNullable(announcements.lastEntry()).map(Map.Entry::getValue);
  }

  /** Whether an announcement goes back to an epoch older than the one announced before it. */
  public boolean isRollback(EpochAnnouncement announcement) {
    Map.Entry<Instant, EpochAnnouncement> before =
        announcements.lowerEntry(announcement.effectiveFrom());
    return before != null && before.getValue().epoch().number() > announcement.epoch().number();
  }

  /** The epoch of a moment: the one whose {@code effectiveFrom} is the newest not after it. */
  public EpochAt at(Instant moment) {
    if (settledUntil == null || moment.isAfter(settledUntil)) {
      return new EpochAt.Unsettled();
    }
    Map.Entry<Instant, EpochAnnouncement> entry = announcements.floorEntry(moment);
    if (entry != null) {
      return new EpochAt.Settled(entry.getValue());
    }
    Map.Entry<Instant, EpochAnnouncement> oldest = announcements.firstEntry();
    return forgotten && oldest != null
        ? new EpochAt.Forgotten(oldest.getValue())
        : new EpochAt.BeforeFirst();
  }

  /** The newest known epoch not after a moment, whether settled or not. */
  public Optional<EpochAnnouncement> newestNotAfter(Instant moment) {
    return Optional.ofNullable(announcements.floorEntry(moment)).map(Map.Entry::getValue);
  }

  /** The announcements it holds, oldest first. */
  public List<EpochAnnouncement> announcements() {
    return new ArrayList<>(announcements.values());
  }

  /** Up to when nothing will change; empty before the first message. */
  public Optional<Instant> settledUntil() {
    return Optional.ofNullable(settledUntil);
  }

  /** Whether announcements older than those it holds were dropped. */
  public boolean hasForgotten() {
    return forgotten;
  }
}
