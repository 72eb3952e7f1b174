package io.qklm.kafka.update;

import io.qklm.kafka.DeadLetters;
import io.qklm.kafka.OutputRecords;
import io.qklm.kafka.update.ClosedWindow.Announced;
import io.qklm.kafka.update.ClosedWindow.Refused;
import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.kg.epoch.EpochHeartbeat;
import io.qklm.kg.epoch.EpochTimeline;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.repository.EpochName;
import io.qklm.kg.update.EpochBuilder;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From connecting to Kafka to losing it. An epoch is made in this order: build, publish, note what
 * is about to happen, and in one transaction announce it, set aside what could not be used, and
 * commit the place in the updates; then it is put in force in the repository and built upon. A step
 * that fails is tried again, and so are those before the transaction's end, which cost nothing a
 * second time; after it, what is left is done before the next window begins. Cut off before the
 * transaction's end, the updates are read again and the published epoch is one that nobody
 * announced; cut off after, the next session does what is left.
 */
final class UpdateSession implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UpdateSession.class);

  private static final long LONGEST_SLEEP_MILLIS = 200;

  /** Kafka forgets the place of a group that committed nothing for a week. */
  private static final Duration REFRESH = Duration.ofHours(1);

  private final UpdateOptions options;
  private final EpochBuilder builder;
  private final Consumer<String> notes;
  private final Clock clock;
  private final Steps steps;
  private final UpdateTopics topics;
  private final ControlHistory history;
  private final EpochTimeline timeline;
  private final ControlMessages messages;
  private final HeadWatch head;
  private final DeadLetters letters = new DeadLetters(OutputRecords.DEFAULT_MAX_RECORD_BYTES);

  private final OpenWindow open;
  private @Nullable ClosedWindow closed;
  private final Retry retry = new Retry();
  private Instant refreshed;

  private UpdateSession(
      UpdateOptions options,
      EpochBuilder builder,
      String embeddingDigest,
      Consumer<String> notes,
      Clock clock,
      Steps steps,
      UpdateTopics topics) {
    this.options = options;
    this.builder = builder;
    this.notes = notes;
    this.clock = clock;
    this.steps = steps;
    this.topics = topics;
    this.history = new ControlHistory(topics, notes);
    this.timeline = topics.said().timeline();
    this.messages =
        new ControlMessages(timeline, clock, options.announcedRepository(), embeddingDigest);
    this.head = new HeadWatch(builder, notes);
    this.open = new OpenWindow(options.window());
    this.refreshed = clock.instant();
  }

  /**
   * Connects and continues from the epoch announced last; announces the first if there is none.
   *
   * @param job a name that no other run has
   */
  static UpdateSession open(
      UpdateOptions options,
      EpochBuilder builder,
      String embeddingDigest,
      Consumer<String> notes,
      Clock clock,
      Steps steps,
      String job,
      UpdateMetrics metrics)
      throws IOException {
    UpdateTopics topics = UpdateTopics.open(options, job, clock, notes, metrics);
    try {
      UpdateSession session =
          new UpdateSession(options, builder, embeddingDigest, notes, clock, steps, topics);
      session.begin();
      return session;
    } catch (IOException | RuntimeException | Error e) {
      topics.close();
      throw e;
    }
  }

  private void begin() throws IOException {
    // Before all that may take long: who was replaced learns it by this.
    sayHeartbeat(true);
    Optional<EpochName> last = timeline.latest().map(EpochAnnouncement::epoch);
    Optional<EpochName> said = builder.head();
    if (last.isEmpty()) {
      EpochName first = builder.inForce();
      builder.startFrom(first);
      announce(first);
      head.set(builder.head());
    } else if (head.isWanted(said, last.get(), wasAnnounced(said))) {
      follow(said.orElseThrow(), last.get());
    } else {
      builder.startFrom(last.get());
      if (!said.equals(last)) {
        // An earlier job was cut off between its announcement and this.
        builder.putInForce(said, last.get());
      }
      head.set(last);
      notes.accept("going on from epoch " + last.get().number());
    }
    builder.intendNothing();
    history.shorten(timeline);
  }

  private boolean wasAnnounced(Optional<EpochName> epoch) {
    return timeline.announcements().stream()
        .anyMatch(announcement -> Optional.of(announcement.epoch()).equals(epoch));
  }

  /** Somebody put another epoch in force while no job ran. */
  private void follow(EpochName wanted, EpochName last) throws IOException {
    try {
      builder.startFrom(wanted);
    } catch (IOException e) {
      head.tell(
          "epoch "
              + wanted.number()
              + " was put in force in the repository and cannot be used; going on from epoch "
              + last.number()
              + " and trying again: "
              + e.getMessage(),
          e);
      builder.startFrom(last);
      head.set(Optional.of(last));
      return;
    }
    announce(wanted);
    head.set(Optional.of(wanted));
  }

  /** Reads a little, and does what is due. */
  void step() throws IOException {
    if (closed == null) {
      closed = open.read(topics).orElse(null);
    }
    ClosedWindow full = closed;
    if (full != null) {
      if (retry.isDue(Ticks.now())) {
        advance(full);
      } else {
        sleep();
      }
    }
    if (closed == null || !closed.isCommitted()) {
      // Else the announced epoch is to be in force before anybody can want another.
      Optional<EpochName> wanted = head.changed(Ticks.now());
      if (wanted.isPresent()) {
        announce(wanted.get());
        head.set(wanted);
      }
    }
    beat();
  }

  private void advance(ClosedWindow now) {
    try {
      if (!now.isCommitted()) {
        make(now);
      }
      finish(now);
      closed = null;
      retry.succeeded();
    } catch (IOException e) {
      postpone(now, e);
    }
  }

  private static void sleep() throws IOException {
    try {
      Thread.sleep(LONGEST_SLEEP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the update job was interrupted", e);
    }
  }

  /** A repository that is away or a disk that is full: the window waits, and is told of once. */
  private void postpone(ClosedWindow now, IOException failure) {
    if (!retry.isWaiting()) {
      notes.accept(
          now.isCommitted()
              ? "the epoch that was announced is not in force in the repository yet: "
                  + failure.getMessage()
              : "the epoch of "
                  + now.updates().size()
                  + " updates waits, they are not lost: "
                  + failure.getMessage());
      LOG.warn("an epoch cannot be made now", failure);
    }
    retry.failed(Ticks.now());
  }

  /** Makes the window's epoch and announces it; if nothing changes, only its place is committed. */
  private void make(ClosedWindow now) throws IOException {
    Optional<EpochBuilder.Snapshot> snapshot = Optional.empty();
    List<Refused> aside = now.aside(List.of());
    if (!now.updates().isEmpty()) {
      steps.before("build");
      EpochBuilder.Built built = builder.build(now.updates());
      aside = now.aside(built.poisoned());
      snapshot = built.snapshot();
    }
    Optional<EpochName> expected = head.known();
    if (snapshot.isPresent()) {
      steps.before("publish");
      builder.publish(snapshot.get());
      steps.before("intend");
      builder.intend(expected, snapshot.get().epoch());
    }
    steps.before("announce");
    Optional<EpochAnnouncement> announcement =
        snapshot.map(EpochBuilder.Snapshot::epoch).map(messages::announcement);
    EpochHeartbeat quiet = messages.heartbeat();
    topics.begin();
    for (Refused one : aside) {
      topics.setAside(letters.of(one.record(), one.rejection()));
    }
    if (announcement.isPresent()) {
      topics.say(announcement.get(), now.next());
    } else {
      topics.say(quiet, now.next());
    }
    try {
      steps.before("commit");
    } catch (IOException e) {
      topics.abort();
      throw e;
    }
    topics.commit(now);
    if (announcement.isPresent()) {
      timeline.add(announcement.get());
    } else {
      timeline.add(quiet);
    }
    now.committed(
        snapshot.flatMap(there -> announcement.map(said -> new Announced(there, said, expected))));
    tell(now, aside.size());
  }

  private void tell(ClosedWindow now, int aside) {
    String letters = "set " + aside + " records aside";
    Optional<Announced> announced = now.announced();
    if (announced.isPresent()) {
      notes.accept(
          "announced epoch "
              + announced.get().snapshot().epoch().number()
              + " with "
              + now.updates().size()
              + " updates"
              + (aside == 0 ? "" : "; " + letters));
    } else if (aside > 0) {
      notes.accept(letters);
    }
  }

  /** What is left to do once the epoch is announced. */
  private void finish(ClosedWindow now) throws IOException {
    if (now.announced().isEmpty()) {
      return;
    }
    Announced announced = now.announced().get();
    if (!now.isInForce()) {
      steps.before("put in force");
      // Unless a person chose another, which is followed next.
      if (builder.putInForce(announced.head(), announced.snapshot().epoch())) {
        head.set(Optional.of(announced.snapshot().epoch()));
      }
      now.putInForce();
    }
    steps.before("continue");
    builder.continueFrom(announced.snapshot());
    if (options.keep() > 0) {
      builder.collect(options.keep());
    }
  }

  private void announce(EpochName epoch) {
    EpochAnnouncement announcement = messages.announcement(epoch);
    topics.begin();
    topics.say(announcement);
    topics.commit();
    timeline.add(announcement);
    notes.accept("announced epoch " + epoch.number());
  }

  private void beat() {
    Instant now = clock.instant();
    boolean quiet =
        timeline
            .settledUntil()
            .map(until -> !now.isBefore(until.plus(options.heartbeat())))
            .orElse(true);
    if (quiet) {
      sayHeartbeat(!now.isBefore(refreshed.plus(REFRESH)));
      history.shorten(timeline);
    }
  }

  /** Says that time goes on. With the place it is also kept from being forgotten. */
  private void sayHeartbeat(boolean withPlace) {
    EpochHeartbeat heartbeat = messages.heartbeat();
    topics.begin();
    if (withPlace) {
      topics.say(heartbeat, Map.of());
      topics.refresh();
      refreshed = clock.instant();
    } else {
      topics.say(heartbeat);
      topics.commit();
    }
    timeline.add(heartbeat);
    history.grown();
  }

  /** Whether another job took this one's place, and not only its transaction ran out of time. */
  boolean isReplaced(Duration patience) {
    return topics.isReplaced(patience);
  }

  @Override
  public void close() {
    topics.close();
  }
}
