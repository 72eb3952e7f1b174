package io.qklm.kafka.update;

import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.kg.epoch.EpochMessage;
import io.qklm.kg.store.files.Steps;
import java.time.Clock;
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
  private long waiting;
  private long waitingSince;
  private long epochs;
  private long epoch = -1;
  private long epochNanos;
  private long epochSince;
  private long saidMillis;
  private long begun;

  // Of the transaction under way.
  private long letters;
  private @Nullable EpochAnnouncement announced;

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
      case WAITING -> waiting;
      case WAITING_SECONDS -> waiting == 0 ? 0 : (System.nanoTime() - waitingSince) / NANOS;
      case EPOCHS -> epochs;
      case EPOCH -> epoch;
      case EPOCH_SECONDS -> epochNanos / NANOS;
      case SAID -> saidMillis / 1e3;
      case BEGUN -> begun;
    };
  }

  /** The steps of making an epoch, with the time from the first of them to the announcement. */
  Steps watching(Steps steps) {
    return step -> {
      if (step.equals("build")) {
        making();
      }
      steps.before(step);
    };
  }

  private synchronized void making() {
    epochSince = System.nanoTime();
  }

  /**
   * The job is connected.
   *
   * @param last number of the epoch announced last, -1 for none
   */
  synchronized void begun(long last) {
    begun++;
    ready = true;
    waiting = 0;
    epoch = last;
    dropped();
  }

  synchronized void ended() {
    ready = false;
  }

  synchronized void read(int records, long left) {
    if (waiting == 0 && records > 0) {
      waitingSince = System.nanoTime();
    }
    updates += records;
    waiting += records;
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

  /**
   * It is committed.
   *
   * @param place whether with it the place behind all that was read
   */
  synchronized void committed(boolean place) {
    refused += letters;
    if (announced != null) {
      epochs++;
      epoch = announced.epoch().number();
      if (epochSince != 0) {
        epochNanos += System.nanoTime() - epochSince;
        epochSince = 0;
      }
    }
    if (place) {
      waiting = 0;
    }
    saidMillis = clock.millis();
    dropped();
  }
}
