package io.qklm.kafka.update;

import io.qklm.document.Rejection;
import io.qklm.document.Rejection.Cause;
import io.qklm.kafka.KafkaInput;
import io.qklm.kg.EntityId;
import io.qklm.kg.KnowledgeUpdate;
import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.kg.store.repository.EpochName;
import io.qklm.kg.update.EpochBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A window that takes no more updates, until all is done that its epoch needs. What was committed
 * is remembered here: whichever step fails afterwards is tried again, and never the window anew.
 */
final class ClosedWindow {

  /** A record that cannot be used, and why. */
  record Refused(KafkaInput record, Rejection rejection) {}

  /**
   * What was announced.
   *
   * @param snapshot the epoch, built here
   * @param head what the repository had in force when it was announced
   */
  record Announced(
      EpochBuilder.Snapshot snapshot, EpochAnnouncement announcement, Optional<EpochName> head) {}

  private final List<KnowledgeUpdate> updates;
  private final Map<Integer, Long> next;
  private final int records;
  private final List<Refused> refused;
  private final Map<EntityId, KafkaInput> sources;
  private boolean committed;
  private @Nullable Announced announced;
  private boolean inForce;

  /**
   * A window of which nothing is made yet.
   *
   * @param next where to read on, by partition
   * @param records that were read for it
   * @param refused records that are no updates
   * @param sources the last record of each entity
   */
  ClosedWindow(
      List<KnowledgeUpdate> updates,
      Map<Integer, Long> next,
      int records,
      List<Refused> refused,
      Map<EntityId, KafkaInput> sources) {
    this.updates = List.copyOf(updates);
    this.next = Map.copyOf(next);
    this.records = records;
    this.refused = List.copyOf(refused);
    this.sources = Map.copyOf(sources);
  }

  List<KnowledgeUpdate> updates() {
    return updates;
  }

  Map<Integer, Long> next() {
    return next;
  }

  int records() {
    return records;
  }

  /** All records that go to the dead letters. */
  List<Refused> aside(List<EpochBuilder.Poisoned> poisoned) {
    List<Refused> aside = new ArrayList<>(refused);
    for (EpochBuilder.Poisoned one : poisoned) {
      EntityId id = one.update().id();
      KafkaInput record = sources.get(id);
      if (record != null) {
        aside.add(
            new Refused(record, new Rejection(id.value(), Cause.MODEL_FAILURE, one.reason())));
      }
    }
    return aside;
  }

  /** The place is committed, with an epoch or without one. */
  void committed(Optional<Announced> epoch) {
    committed = true;
    announced = epoch.orElse(null);
  }

  boolean isCommitted() {
    return committed;
  }

  /** The announced epoch; empty before, and where nothing changed. */
  Optional<Announced> announced() {
    return Optional.ofNullable(announced);
  }

  /** The epoch is in force in the repository, or somebody put another in force. */
  void putInForce() {
    inForce = true;
  }

  boolean isInForce() {
    return inForce;
  }
}
