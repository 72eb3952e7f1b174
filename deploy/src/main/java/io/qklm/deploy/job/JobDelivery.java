package io.qklm.deploy.job;

import io.qklm.kafka.KafkaEnrichments;
import java.io.Serializable;
import java.time.Duration;

/**
 * What a job promises of its results.
 *
 * @param exactlyOnce whether results are written in transactions, seen by readers of committed
 *     records at each checkpoint; otherwise they are seen at once, and again after a restart
 * @param checkpointInterval time between checkpoints; with transactions, how long a result waits
 * @param transactionTimeout how long a job may be down before Kafka drops its open transaction; at
 *     most the broker's {@code transaction.max.timeout.ms}
 * @param transactionalIdPrefix begins the name of each transaction; one job of a Kafka cluster at a
 *     time may use it
 */
public record JobDelivery(
    boolean exactlyOnce,
    Duration checkpointInterval,
    Duration transactionTimeout,
    String transactionalIdPrefix)
    implements Serializable {

  public JobDelivery {
    if (checkpointInterval.toMillis() < 10) {
      throw new IllegalArgumentException(
          "the checkpoint interval must be at least 10 ms, got " + checkpointInterval.toMillis());
    }
    if (exactlyOnce && transactionTimeout.compareTo(checkpointInterval.multipliedBy(2)) < 0) {
      throw new IllegalArgumentException(
          "the transaction timeout of "
              + transactionTimeout.toSeconds()
              + " s must be at least twice the checkpoint interval of "
              + checkpointInterval.toSeconds()
              + " s, or Kafka drops transactions before their checkpoint is complete");
    }
    if (exactlyOnce && transactionalIdPrefix.isBlank()) {
      throw new IllegalArgumentException("exactly-once needs a transactional id prefix");
    }
  }

  /** Exactly once, a checkpoint every 10 s, transactions of 15 minutes. */
  public static JobDelivery exactlyOnce(String transactionalIdPrefix) {
    return new JobDelivery(
        true,
        Duration.ofSeconds(10),
        KafkaEnrichments.DEFAULT_TRANSACTION_TIMEOUT,
        transactionalIdPrefix);
  }

  public JobDelivery withCheckpointInterval(Duration interval) {
    return new JobDelivery(exactlyOnce, interval, transactionTimeout, transactionalIdPrefix);
  }

  public JobDelivery withTransactionTimeout(Duration timeout) {
    return new JobDelivery(exactlyOnce, checkpointInterval, timeout, transactionalIdPrefix);
  }

  public JobDelivery withTransactionalIdPrefix(String prefix) {
    return new JobDelivery(exactlyOnce, checkpointInterval, transactionTimeout, prefix);
  }

  /** Without transactions. */
  public JobDelivery atLeastOnce() {
    return new JobDelivery(false, checkpointInterval, transactionTimeout, transactionalIdPrefix);
  }
}
