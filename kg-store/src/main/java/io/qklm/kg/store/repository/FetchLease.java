package io.qklm.kg.store.repository;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lease of one fetch, renewed between files. Where the repository may not be written to, the
 * fetch goes on without; if a collector removes the epoch under it, it fails and says what is
 * missing.
 */
final class FetchLease implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FetchLease.class);

  /** Longer than one file takes; what a killed fetch leaves behind. */
  private static final Duration LENGTH = Duration.ofHours(1);

  private final SnapshotRepository repository;
  private final EpochName epoch;
  private final String holder = "fetch-" + UUID.randomUUID();

  /** The end that is stored; a lease that could not be written is written at the next file. */
  private Instant until = Instant.MIN;

  private boolean told;

  private FetchLease(SnapshotRepository repository, EpochName epoch) {
    this.repository = repository;
    this.epoch = epoch;
  }

  static FetchLease take(SnapshotRepository repository, EpochName epoch) {
    FetchLease lease = new FetchLease(repository, epoch);
    lease.renew();
    return lease;
  }

  /** Writes the lease if half of it has passed. */
  void renew() {
    Instant now = Instant.now();
    if (until.isAfter(now.plus(LENGTH.dividedBy(2)))) {
      return;
    }
    Instant next = now.plus(LENGTH);
    try {
      repository.lease(epoch, holder, next);
      until = next;
    } catch (IOException e) {
      if (!told) {
        told = true;
        LOG.warn(
            "Epoch {} is fetched without a lease, which cannot be written: {}",
            epoch.number(),
            e.toString());
      }
    }
  }

  /** Gives the lease back; one that cannot be given back ends by itself. */
  @Override
  public void close() {
    try {
      repository.endLease(epoch, holder);
    } catch (IOException e) {
      LOG.info("The lease {} on epoch {} ends by itself: {}", holder, epoch.number(), e.toString());
    }
  }
}
