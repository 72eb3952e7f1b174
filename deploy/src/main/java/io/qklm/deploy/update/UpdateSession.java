package io.qklm.deploy.update;

import io.qklm.document.Rejection;
import io.qklm.document.Rejection.Cause;
import io.qklm.kafka.DeadLetters;
import io.qklm.kafka.KafkaInput;
import io.qklm.kafka.OutputRecords;
import io.qklm.kg.EntityId;
import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.kg.epoch.EpochHeartbeat;
import io.qklm.kg.epoch.EpochTimeline;
import io.qklm.kg.epoch.UpdateWindow;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.repository.EpochName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From connecting to Kafka to losing it. An epoch is made in this order: build, publish, and in one
 * transaction announce it, set aside what could not be used, and commit the place in the updates;
 * then it is put in force in the repository. Cut off before the transaction's end, the updates are
 * read again and the published epoch is one that nobody announced; cut off after, all is done but
 * the last, which the next session does.
 */
final class UpdateSession implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UpdateSession.class);

  private static final Duration LONGEST_POLL = Duration.ofMillis(200);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final UpdateOptions options;
  private final EpochBuilder builder;
  private final String embeddingDigest;
  private final Consumer<String> notes;
  private final Clock clock;
  private final Steps steps;
  private final UpdateTopics topics;
  private final EpochTimeline timeline;
  private final UpdateWindow window;
  private final DeadLetters letters = new DeadLetters(OutputRecords.DEFAULT_MAX_RECORD_BYTES);

  /** Records of the window that cannot be used, and those that may yet turn out so. */
  private final List<Refused> refused = new ArrayList<>();

  private final Map<EntityId, KafkaInput> sources = new HashMap<>();
  private Optional<EpochName> head = Optional.empty();
  private @Nullable Instant retryAt;
  private Duration pause = FIRST_PAUSE;

  private record Refused(KafkaInput record, Rejection rejection) {}

  private UpdateSession(
      UpdateOptions options,
      EpochBuilder builder,
      String embeddingDigest,
      Consumer<String> notes,
      Clock clock,
      Steps steps,
      UpdateTopics topics,
      EpochTimeline timeline) {
    this.options = options;
    this.builder = builder;
    this.embeddingDigest = embeddingDigest;
    this.notes = notes;
    this.clock = clock;
    this.steps = steps;
    this.topics = topics;
    this.timeline = timeline;
    this.window = new UpdateWindow(options.window());
  }

  /** Connects and continues from the epoch announced last; announces the first if there is none. */
  static UpdateSession open(
      UpdateOptions options,
      EpochBuilder builder,
      String embeddingDigest,
      Consumer<String> notes,
      Clock clock,
      Steps steps)
      throws IOException {
    UpdateTopics topics = UpdateTopics.open(options);
    try {
      UpdateSession session =
          new UpdateSession(
              options, builder, embeddingDigest, notes, clock, steps, topics, topics.timeline());
      session.begin();
      return session;
    } catch (IOException | RuntimeException | Error e) {
      topics.close();
      throw e;
    }
  }

  private void begin() throws IOException {
    Optional<EpochName> last = timeline.latest().map(EpochAnnouncement::epoch);
    head = builder.said();
    boolean foreign =
        head.isPresent()
            && timeline.announcements().stream().noneMatch(a -> a.epoch().equals(head.get()));
    if (last.isEmpty() || foreign) {
      EpochName first = builder.head();
      builder.startFrom(first);
      announce(first, Map.of());
      head = builder.said();
      return;
    }
    builder.startFrom(last.get());
    if (!head.equals(last)) {
      // An earlier job was cut off between its announcement and this.
      builder.putInForce(head, last.get());
      head = last;
    }
    notes.accept("going on from epoch " + last.get().number());
  }

  /** Reads a little, and does what is due. */
  void step() throws IOException {
    Instant now = clock.instant();
    boolean retrying = retryAt != null;
    if (!retrying) {
      for (KafkaInput record : topics.poll(patience(now))) {
        take(record, clock.instant());
      }
    }
    now = clock.instant();
    if (retrying ? !now.isBefore(retryAt) : window.due(now)) {
      try {
        make();
        retryAt = null;
        pause = FIRST_PAUSE;
      } catch (IOException e) {
        postpone(e, now);
      }
    } else if (retrying) {
      sleep();
    }
    follow();
    beat();
  }

  private void sleep() throws IOException {
    try {
      Thread.sleep(LONGEST_POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the update job was interrupted", e);
    }
  }

  /** A repository that is away or a disk that is full: the window waits, and is told of once. */
  private void postpone(IOException failure, Instant now) {
    if (retryAt == null) {
      notes.accept(
          "the epoch of "
              + window.updates().size()
              + " updates waits, they are not lost: "
              + failure.getMessage());
      LOG.warn("an epoch cannot be made now", failure);
    }
    retryAt = now.plus(pause);
    pause = pause.multipliedBy(2);
    pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  private Duration patience(Instant now) {
    Duration left =
        window
            .dueAt()
            .map(due -> Duration.between(now, due))
            .filter(wait -> wait.compareTo(LONGEST_POLL) < 0)
            .orElse(LONGEST_POLL);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private void take(KafkaInput record, Instant now) {
    UpdateReading reading = UpdateReading.of(record.key(), record.value());
    if (reading instanceof UpdateReading.Accepted accepted) {
      window.add(accepted.update(), record.partition(), record.offset(), now);
      sources.put(accepted.update().id(), record);
    } else if (reading instanceof UpdateReading.Refused unusable) {
      window.passOver(record.partition(), record.offset(), now);
      refused.add(new Refused(record, unusable.rejection()));
    }
  }

  /** Makes the window's epoch; if nothing changes, only its place is committed. */
  private void make() throws IOException {
    Instant begun = clock.instant();
    List<Refused> aside = new ArrayList<>(refused);
    Optional<Path> folder = Optional.empty();
    if (!window.updates().isEmpty()) {
      steps.before("build");
      List<EpochBuilder.Poisoned> poisoned = new ArrayList<>();
      folder = builder.build(window.updates(), poisoned);
      for (EpochBuilder.Poisoned one : poisoned) {
        KafkaInput record = sources.get(one.update().id());
        if (record != null) {
          aside.add(
              new Refused(
                  record,
                  new Rejection(one.update().id().value(), Cause.MODEL_FAILURE, one.reason())));
        }
      }
    }
    Optional<EpochName> epoch = Optional.empty();
    if (folder.isPresent()) {
      steps.before("publish");
      epoch = Optional.of(builder.publish(folder.get()));
    }
    steps.before("announce");
    topics.begin();
    aside.forEach(one -> topics.setAside(letters.of(one.record(), one.rejection())));
    if (epoch.isPresent()) {
      EpochAnnouncement announcement = announcement(epoch.get());
      topics.say(announcement);
      steps.before("commit");
      topics.commit(window.nextOffsets());
      timeline.add(announcement);
    } else {
      steps.before("commit");
      topics.commit(window.nextOffsets());
    }
    int updates = window.updates().size();
    window.clear();
    refused.clear();
    sources.clear();
    if (epoch.isPresent() && folder.isPresent()) {
      steps.before("put in force");
      settle(epoch.get());
      steps.before("continue");
      builder.continueFrom(folder.get());
      notes.accept(
          "announced epoch "
              + epoch.get().number()
              + " with "
              + updates
              + " updates, "
              + Duration.between(begun, clock.instant()).toMillis()
              + " ms"
              + (aside.isEmpty() ? "" : "; set " + aside.size() + " records aside"));
      if (options.keep() > 0) {
        builder.collect(options.keep());
      }
    } else if (!aside.isEmpty()) {
      notes.accept("set " + aside.size() + " records aside");
    }
  }

  private EpochAnnouncement announcement(EpochName epoch) {
    // Never within what was settled, also when this clock is behind that of the job before.
    Instant earliest =
        timeline.settledUntil().map(until -> until.plusMillis(1)).orElse(Instant.EPOCH);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return new EpochAnnouncement(
        epoch,
        options.announcedRepository(),
        now.isAfter(earliest) ? now : earliest,
        embeddingDigest);
  }

  private void announce(EpochName epoch, Map<Integer, Long> next) {
    EpochAnnouncement announcement = announcement(epoch);
    topics.begin();
    topics.say(announcement);
    topics.commit(next);
    timeline.add(announcement);
    notes.accept("announced epoch " + epoch.number());
  }

  /** The announced epoch is in force in the repository too, unless a person chose another. */
  private void settle(EpochName epoch) throws IOException {
    if (builder.putInForce(head, epoch)) {
      head = Optional.of(epoch);
    }
  }

  /** Announces what somebody else put in force: a rollback, or a snapshot from elsewhere. */
  private void follow() {
    try {
      Optional<EpochName> said = builder.said();
      if (said.isEmpty() || said.equals(head)) {
        return;
      }
      builder.startFrom(said.get());
      announce(said.get(), Map.of());
      head = said;
    } catch (IOException e) {
      LOG.debug("the repository cannot be looked at, or what is in force there not used", e);
    }
  }

  private void beat() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    boolean quiet =
        timeline
            .settledUntil()
            .map(until -> !now.isBefore(until.plus(options.heartbeat())))
            .orElse(true);
    if (quiet) {
      EpochHeartbeat heartbeat = new EpochHeartbeat(now);
      topics.begin();
      topics.say(heartbeat);
      topics.commit(Map.of());
      timeline.add(heartbeat);
    }
  }

  @Override
  public void close() {
    topics.close();
  }
}
