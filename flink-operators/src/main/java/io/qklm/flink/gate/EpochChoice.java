package io.qklm.flink.gate;

import io.qklm.flink.engine.Engine;
import io.qklm.flink.engine.EngineLease;
import io.qklm.flink.knowledge.EpochLease;
import io.qklm.flink.knowledge.EpochReports;
import io.qklm.flink.knowledge.EpochRequest;
import io.qklm.flink.knowledge.EpochState;
import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.kg.epoch.EpochMessage;
import io.qklm.kg.epoch.EpochTimeline;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which epoch each document of a subtask is enriched by. Only the task's thread calls. */
abstract class EpochChoice implements Turn.Giver, AutoCloseable {

  final EngineLease engines;
  final EpochReports reports;
  EpochTimeline timeline;

  private final Set<EpochRequest<Engine>> outstanding = new HashSet<>();
  private boolean closed;

  /** Runs something on the task's thread, and the documents that wait after it. */
  private final Consumer<Runnable> mails;

  EpochChoice(
      EngineLease engines, EpochTimeline timeline, EpochReports reports, Consumer<Runnable> mails) {
    this.engines = engines;
    this.timeline = timeline;
    this.reports = reports;
    this.mails = mails;
  }

  /**
   * Takes the next message of the control topic.
   *
   * @return a sentence if it was passed over
   */
  final Optional<String> add(EpochMessage message) {
    Optional<String> problem = timeline.add(message);
    if (problem.isEmpty() && message instanceof EpochAnnouncement announcement) {
      announced(announcement);
    }
    return problem;
  }

  /** An announcement is on the timeline. */
  abstract void announced(EpochAnnouncement announcement);

  /** The epoch that served last, or the one of the checkpoint while that is not open yet. */
  abstract Optional<EpochAnnouncement> inForce();

  /** Up to when epochs are settled, milliseconds since 1970; {@link Long#MIN_VALUE} for never. */
  final long settledUntil() {
    return timeline.settledUntil().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
  }

  /** What a checkpoint keeps. */
  final EpochState state() {
    return EpochState.of(inForce(), timeline);
  }

  /**
   * Asks for an epoch.
   *
   * @param opened told on the task's thread when it is open; closes the lease
   */
  final EpochRequest<Engine> request(
      EpochAnnouncement epoch,
      BiConsumer<EpochRequest<Engine>, EpochLease<Engine>> opened,
      Runnable missing) {
    boolean[] reported = new boolean[1];
    EpochRequest<Engine> request =
        engines
            .epochs()
            .request(
                epoch,
                timeline.isRollback(epoch),
                new EpochRequest.Listener() {
                  @Override
                  public void refused(String reason) {
                    mails.accept(
                        () -> {
                          if (closed) {
                            return;
                          }
                          reported[0] = true;
                          reports.refused(epoch, reason);
                        });
                  }

                  @Override
                  public void failed() {
                    mails.accept(
                        () -> {
                          if (!closed) {
                            failing(epoch);
                          }
                        });
                  }

                  @Override
                  public void missing() {
                    mails.accept(
                        () -> {
                          if (!closed) {
                            missing.run();
                          }
                        });
                  }
                });
    var unused =
        request
            .lease()
            .whenComplete(
                (@Nullable EpochLease<Engine> lease, @Nullable Throwable failure) -> {
                  if (lease != null) {
                    mails.accept(() -> opened(request, lease, reported[0], opened));
                  }
                });
    outstanding.add(request);
    return request;
  }

  private void opened(
      EpochRequest<Engine> request,
      EpochLease<Engine> lease,
      boolean reported,
      BiConsumer<EpochRequest<Engine>, EpochLease<Engine>> opened) {
    if (closed || !outstanding.remove(request)) {
      lease.close();
      return;
    }
    if (reported) {
      reports.recovered(lease.epoch());
    }
    opened.accept(request, lease);
  }

  /** An attempt to open an epoch that was asked for failed, the first or a later one. */
  void failing(EpochAnnouncement epoch) {}

  /** Gives up a request, and its lease if that came and was not taken yet. */
  final void takeBack(EpochRequest<Engine> request) {
    outstanding.remove(request);
    request.close();
    if (!request.lease().isCompletedExceptionally()) {
      request.lease().join().close();
    }
  }

  /** Gives up all requests. Mails of theirs that still run do nothing. */
  @Override
  public void close() {
    closed = true;
    List.copyOf(outstanding).forEach(this::takeBack);
  }
}
