package io.qklm.flink.enrichment;

import io.qklm.document.AsOf;
import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.Outcome;
import io.qklm.document.Rejection;
import io.qklm.flink.engine.Engine;
import io.qklm.flink.knowledge.EpochLease;
import io.qklm.flink.knowledge.EpochRequest;
import io.qklm.flink.knowledge.SharedEpochs;
import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.model.stage.StageTimes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * One document on its way through the engine. Its epoch is open already, but after a restart: then
 * it waits, and takes another where its own cannot be had.
 */
final class PendingEnrichment<IN, OUT> {

  private final EnrichFunction<IN, OUT> owner;
  private final IN value;
  private final Document document;
  private final EpochStamp stamp;
  private final ResultFuture<Envelope<OUT>> result;
  private final StageTimes times = new StageTimes();
  private final long arrived = System.nanoTime();

  // Guarded by this: the task's, the engine's and the epochs' threads come here.
  private boolean started;
  private boolean canceled;
  private boolean missing;
  private boolean impatient;
  private boolean waits;
  private Optional<AsOf> fit;
  private @Nullable EpochRequest<Engine> own;
  private @Nullable EpochRequest<Engine> other;
  private @Nullable CompletableFuture<Outcome> outcome;

  PendingEnrichment(
      EnrichFunction<IN, OUT> owner,
      IN value,
      Document document,
      EpochStamp stamp,
      ResultFuture<Envelope<OUT>> result) {
    this.owner = owner;
    this.value = value;
    this.document = document;
    this.stamp = stamp;
    this.result = result;
    this.fit = stamp.fit();
  }

  void begin() {
    Optional<EpochAnnouncement> epoch = stamp.epoch();
    if (epoch.isPresent() && owner.way().byEpochs()) {
      EpochRequest<Engine> request = epochs().request(epoch.get(), new Attempts());
      synchronized (this) {
        own = request;
      }
      await(request);
      closeIfLate(request);
    } else if (owner.way().settings().knowledge().isBlank()) {
      // Of a checkpoint of a job that had a folder, or followed no epochs.
      takeAny();
    } else {
      synchronized (this) {
        started = true;
        outcome = owner.engine().enrich(document, times, this::done);
      }
    }
    markWaiting();
  }

  private SharedEpochs<Engine> epochs() {
    return owner.engine().epochs();
  }

  private void await(EpochRequest<Engine> request) {
    var unused =
        request
            .lease()
            .whenComplete(
                (@Nullable EpochLease<Engine> lease, @Nullable Throwable failure) -> {
                  if (lease != null) {
                    startBy(lease);
                  }
                });
  }

  /** Whatever epoch is open now, or the next to be. */
  private void takeAny() {
    synchronized (this) {
      if (started || canceled || other != null) {
        return;
      }
    }
    EpochRequest<Engine> request = epochs().requestAny();
    synchronized (this) {
      other = request;
    }
    await(request);
    closeIfLate(request);
  }

  /** The other request may have been met before this one was known. */
  private void closeIfLate(EpochRequest<Engine> request) {
    boolean late;
    synchronized (this) {
      late = started || canceled;
    }
    if (late) {
      request.close();
    }
  }

  private void startBy(EpochLease<Engine> lease) {
    boolean late;
    boolean waited;
    synchronized (this) {
      late = started || canceled;
      started = true;
      waited = waits;
    }
    if (late) {
      lease.close();
      return;
    }
    synchronized (this) {
      boolean asked =
          stamp.epoch().map(epoch -> epoch.epoch().equals(lease.epoch().epoch())).orElse(false);
      if (!asked && owner.way().ofTheirTime()) {
        fit = Optional.of(stamp.epoch().isPresent() ? AsOf.NOT_RETAINED : AsOf.UNSETTLED);
      }
      outcome = owner.engine().enrich(lease, document, times, this::done);
    }
    // The one that was met is done and does not mind.
    closeRequests();
    if (waited) {
      owner.waits(this, result, false);
    }
  }

  private void markWaiting() {
    synchronized (this) {
      if (started || canceled) {
        return;
      }
      waits = true;
      // Within the lock, so that the end of the wait cannot come before its beginning.
      owner.waits(this, result, true);
    }
  }

  /** On the task's thread: it waited as long as it may. */
  void endPatience() {
    synchronized (this) {
      impatient = true;
    }
    takeAny();
    giveUpIfLost();
  }

  /** Nothing to wait for: its epoch is gone, its time is over, and no other epoch is open. */
  private void giveUpIfLost() {
    synchronized (this) {
      if (started || canceled || !missing || !impatient) {
        return;
      }
      started = true;
    }
    owner.waits(this, result, false);
    closeRequests();
    long number = stamp.epoch().map(epoch -> epoch.epoch().number()).orElse(-1L);
    Rejection lost =
        new Rejection(
            document.id(),
            Rejection.Cause.MODEL_FAILURE,
            "epoch "
                + number
                + ", by which this document was under way in the restored checkpoint, is not in the"
                + " repository any more and no other epoch is open; publish it again, or keep more"
                + " epochs ('qklm kg update --keep')");
    owner.done(this, result, () -> List.of(rejected(lost)));
  }

  /** On the engine's thread: the outcome is there. */
  private void done() {
    owner.done(this, result, () -> List.of(made()));
  }

  private Envelope<OUT> made() {
    Outcome made = outcome();
    owner.counts().took(System.nanoTime() - arrived, times);
    if (made instanceof Rejection rejection) {
      return rejected(rejection);
    }
    Enrichment enrichment = (Enrichment) made;
    owner.counts().enriched(enrichment);
    Optional<AsOf> how;
    synchronized (this) {
      how = fit;
    }
    Enrichment stamped = how.map(enrichment::withAsOf).orElse(enrichment);
    return Envelope.result(owner.records().enriched(value, stamped), false, weight());
  }

  private Envelope<OUT> rejected(Rejection rejection) {
    owner.counts().rejected(rejection.cause());
    return Envelope.result(owner.records().rejected(value, rejection), true, weight());
  }

  private long weight() {
    return document.text().length();
  }

  private Outcome outcome() {
    CompletableFuture<Outcome> there;
    synchronized (this) {
      there = outcome;
    }
    if (there == null) {
      throw new IllegalStateException("document '" + document.id() + "' was never started");
    }
    try {
      return there.join();
    } catch (CompletionException e) {
      throw new FlinkRuntimeException(
          "the engine broke down while it worked on document '" + document.id() + "'",
          e.getCause());
    }
  }

  /** Gives it up, with the task. */
  void cancel() {
    CompletableFuture<Outcome> there;
    synchronized (this) {
      canceled = true;
      there = outcome;
    }
    if (there != null) {
      there.cancel(false);
    }
    closeRequests();
  }

  private void closeRequests() {
    EpochRequest<Engine> first;
    EpochRequest<Engine> second;
    synchronized (this) {
      first = own;
      second = other;
    }
    if (first != null) {
      first.close();
    }
    if (second != null) {
      second.close();
    }
  }

  /** Hears of attempts to open its epoch, on the thread that opens epochs. */
  private final class Attempts implements EpochRequest.Listener {
    /** The gate, which asks for the same, can. */
    @Override
    public boolean tells() {
      return false;
    }

    @Override
    public void refused(String reason) {}

    @Override
    public void failed() {
      if (!owner.way().ofTheirTime()) {
        // With the newest epoch for all, any newer one is as good.
        takeAny();
      }
    }

    @Override
    public void missing() {
      synchronized (PendingEnrichment.this) {
        missing = true;
      }
      takeAny();
      giveUpIfLost();
    }
  }
}
