package io.qklm.kg.store.serving;

import io.qklm.kg.store.repository.EpochName;
import io.qklm.kg.store.repository.SnapshotRepository;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds leases on epochs in a repository and renews them, three times in the length of a lease,
 * until they are ended. A process that is killed leaves leases that end by themselves. A repository
 * that cannot be written to is told of in the log, once until it can, and leaves the epoch to the
 * collector.
 */
final class LeaseKeeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);
  private static final int RENEWALS = 3;
  private static final long CLOSE_SECONDS = 10;

  private final SnapshotRepository repository;
  private final String holder;
  private final Duration length;
  private final Clock clock;

  /** How many hold each epoch. */
  private final Map<EpochName, Integer> held = new ConcurrentHashMap<>();

  private final AtomicBoolean failing = new AtomicBoolean();

  /** One thread, so that a renewal never follows the end of its lease. */
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "qklm-epoch-leases");
            made.setDaemon(true);
            return made;
          });

  @SuppressWarnings("FutureReturnValueIgnored") // a renewal lets nothing through
  LeaseKeeper(SnapshotRepository repository, String holder, Duration length, Clock clock) {
    this.repository = repository;
    this.holder = holder;
    this.length = length;
    this.clock = clock;
    long pause = Math.max(1, length.toMillis() / RENEWALS);
    thread.scheduleWithFixedDelay(this::renew, pause, pause, TimeUnit.MILLISECONDS);
  }

  /** Adds a holder; the lease is there when this returns. */
  void take(EpochName epoch) {
    synchronized (held) {
      held.merge(epoch, 1, Integer::sum);
      write(epoch);
    }
  }

  /** Takes one holder away; the lease ends soon after the last, on a thread of its own. */
  void end(EpochName epoch) {
    held.computeIfPresent(epoch, (name, holders) -> holders == 1 ? null : holders - 1);
    try {
      thread.execute(() -> erase(epoch));
    } catch (RejectedExecutionException e) {
      LOG.debug("The lease on epoch {} ends by itself: this is closed", epoch.number());
    }
  }

  private void renew() {
    held.keySet().forEach(this::write);
  }

  private void write(EpochName epoch) {
    try {
      repository.lease(epoch, holder, clock.instant().plus(length));
      failing.set(false);
    } catch (IOException | RuntimeException e) {
      if (failing.getAndSet(true)) {
        LOG.debug("The lease on epoch {} still cannot be written", epoch.number(), e);
      } else {
        LOG.warn(
            "The lease on epoch {} cannot be written ({}); the repository's collector may remove"
                + " it",
            epoch.number(),
            e.toString());
      }
    }
  }

  private void erase(EpochName epoch) {
    try {
      synchronized (held) {
        // Others may hold it, or it was taken again in the meantime.
        if (!held.containsKey(epoch)) {
          repository.endLease(epoch, holder);
        }
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug(
          "The lease on epoch {} cannot be ended ({}); it ends by itself",
          epoch.number(),
          e.toString());
    }
  }

  /** Ends all leases. */
  @Override
  public void close() {
    Set<EpochName> last = Set.copyOf(held.keySet());
    held.clear();
    last.forEach(epoch -> thread.execute(() -> erase(epoch)));
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
