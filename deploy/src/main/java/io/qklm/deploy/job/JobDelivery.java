package io.qklm.deploy.job;

import io.qklm.kafka.KafkaEnrichments;
import java.io.Serializable;
import java.time.Duration;
import java.util.regex.Pattern;

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

  /** What topics and groups may be called too, so that a topic's name can be a part of it. */
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{1,200}");

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
              + " s, or Kafka drops transactions before their checkpoint is complete; checkpoint"
              + " more often or give transactions more time");
    }
    if (exactlyOnce && !PREFIX.matcher(transactionalIdPrefix).matches()) {
      throw new IllegalArgumentException(
          "transactions cannot be named '"
              + transactionalIdPrefix
              + "': 1 to 200 letters, digits, '.', '_' and '-' are allowed; give another job name"
              + " or --transactional-id-prefix");
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

  /**
   * How long a checkpoint may take. A transaction begins with one checkpoint and ends with the
   * next, so that it is open for an interval and a checkpoint.
   */
  Duration longestCheckpoint() {
    return transactionTimeout.minus(checkpointInterval);
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
