package io.qklm.kafka.update;

import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.kg.epoch.EpochMessage;
import io.qklm.kg.store.files.Steps;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What an update job has done so far. The job's thread counts, any may ask. What belongs to a
 * transaction counts once that is committed.
 */
public final class UpdateMetrics {

  private static final double NANOS = 1e9;

  private final Clock clock;
  private boolean ready;
  private long updates;
  private long refused;
  private long lag;
  private final Deque<Batch> waiting = new ArrayDeque<>();
  private long epochs;
  private long epoch = -1;
  private long epochNanos;
  private long epochSince;
  private long saidMillis;
  private long begun;

  // Of the transaction under way.
  private long letters;
  private @Nullable EpochAnnouncement announced;

  /** Records that one poll gave, less those that are in an epoch. */
  private record Batch(int records, long since) {}

  /** Nothing done yet. */
  public UpdateMetrics(Clock clock) {
    this.clock = clock;
  }

  /** The value of a metric now. */
  public synchronized double value(UpdateMetric metric) {
    return switch (metric) {
      case READY -> ready ? 1 : 0;
      case UPDATES -> updates;
      case REFUSED -> refused;
      case LAG -> lag;
      case WAITING -> waiting.stream().mapToLong(Batch::records).sum();
      case WAITING_SECONDS ->
          waiting.isEmpty() ? 0 : (System.nanoTime() - waiting.getFirst().since()) / NANOS;
      case EPOCHS -> epochs;
      case EPOCH -> epoch;
      case EPOCH_SECONDS -> epochNanos / NANOS;
      case SAID -> saidMillis / 1e3;
      case BEGUN -> begun;
    };
  }

  /**
   * The steps of making an epoch, with the time from the first of them to the announcement; of one
   * that is tried again, from its first try.
   */
  Steps watching(Steps steps) {
    return step -> {
      if (step.equals("build")) {
        making();
      }
      steps.before(step);
    };
  }

  private synchronized void making() {
    if (epochSince == 0) {
      epochSince = System.nanoTime();
    }
  }

  /**
   * The job is connected.
   *
   * @param last number of the epoch announced last, -1 for none
   */
  synchronized void begun(long last) {
    begun++;
    ready = true;
    waiting.clear();
    epochSince = 0;
    epoch = last;
    dropped();
  }

  synchronized void ended() {
    ready = false;
  }

  synchronized void read(int records, long left) {
    if (records > 0) {
      waiting.add(new Batch(records, System.nanoTime()));
    }
    updates += records;
    lag = left;
  }

  synchronized void setAside() {
    letters++;
  }

  synchronized void said(EpochMessage message) {
    if (message instanceof EpochAnnouncement announcement) {
      announced = announcement;
    }
  }

  /** The transaction under way is dropped. */
  synchronized void dropped() {
    letters = 0;
    announced = null;
  }

  /** It is committed, and with it the place behind a window's records. */
  synchronized void committed(int records) {
    if (announced != null && epochSince != 0) {
      epochNanos += System.nanoTime() - epochSince;
    }
    epochSince = 0;
    int left = records;
    while (left > 0 && !waiting.isEmpty()) {
      Batch first = waiting.removeFirst();
      if (first.records() > left) {
        waiting.addFirst(new Batch(first.records() - left, first.since()));
      }
      left -= first.records();
    }
    committed();
  }

  /** It is committed, and was of no window. */
  synchronized void committed() {
    refused += letters;
    if (announced != null) {
      epochs++;
      epoch = announced.epoch().number();
    }
    saidMillis = clock.millis();
    dropped();
  }
}
