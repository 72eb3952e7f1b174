package io.qklm.kafka.update;

/**
 * Everything that an update job measures. Names are part of the contract with dashboards and stay
 * as they are.
 */
public enum UpdateMetric {
  READY(
      "qklm_update_ready",
      Kind.GAUGE,
      "1 while the job reads updates, 0 before and while Kafka or the repository is waited for"),
  UPDATES(
      "qklm_update_updates_total", Kind.COUNTER, "records of the topic of updates that were read"),
  REFUSED("qklm_update_refused_total", Kind.COUNTER, "records set aside in the dead letters"),
  LAG("qklm_update_lag", Kind.GAUGE, "records of the topic of updates that are not read yet"),
  WAITING(
      "qklm_update_waiting",
      Kind.GAUGE,
      "records that were read and are in no announced epoch yet"),
  WAITING_SECONDS(
      "qklm_update_waiting_seconds",
      Kind.GAUGE,
      "that the first of these waits, in seconds; 0 when none does"),
  EPOCHS("qklm_update_epochs_total", Kind.COUNTER, "epochs that were announced"),
  EPOCH(
      "qklm_update_epoch",
      Kind.GAUGE,
      "number of the epoch that was announced last; -1 before there is one"),
  EPOCH_SECONDS(
      "qklm_update_epoch_seconds_total",
      Kind.COUNTER,
      "spent on making and announcing epochs, in seconds"),
  SAID(
      "qklm_update_said_timestamp_seconds",
      Kind.GAUGE,
      "when the job last said something on the topic of epochs, in seconds since 1970; 0 before"),
  BEGUN(
      "qklm_update_begun_total",
      Kind.COUNTER,
      "times that the job connected; each after the first follows a failure of Kafka or the"
          + " repository");

  /** What may be done with a metric. */
  public enum Kind {
    COUNTER,
    GAUGE
  }

  private final String metric;
  private final Kind kind;
  private final String help;

  UpdateMetric(String metric, Kind kind, String help) {
    this.metric = metric;
    this.kind = kind;
    this.help = help;
  }

  /** Its name in Prometheus. */
  public String metric() {
    return metric;
  }

  public Kind kind() {
    return kind;
  }

  /** What it says. */
  public String help() {
    return help;
  }
}
