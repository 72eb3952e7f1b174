package io.qklm.cluster.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is done to a cluster while documents flow. */
public enum Fault {
  /** The worker is killed, and another takes its place. */
  WORKER_KILLED("kill -9 of the TaskManager"),
  /** The job manager is killed; another finds the job in ZooKeeper. */
  JOB_MANAGER_KILLED("kill -9 of the JobManager, ZooKeeper HA"),
  /** The job manager is killed; the job is submitted again from its last retained checkpoint. */
  JOB_MANAGER_KILLED_WITHOUT_HA("kill -9 of the JobManager, no HA, resubmitted"),
  /** The broker is killed and started again on its data. */
  BROKER_KILLED("kill -9 of the broker, restarted on its data"),
  /** The broker stands still for longer than its sessions last. */
  BROKER_PAUSED("broker stopped beyond the session timeout"),
  /** The job is stopped with a savepoint and goes on with two subtasks, then with one again. */
  RESCALED("stop with savepoint, parallelism 1 to 2 to 1"),
  /** A second job comes, stops and goes on from its savepoint on the same worker. */
  TWO_JOBS("two jobs on one TaskManager"),
  /** The job is cancelled and submitted again from its last checkpoint, many times. */
  RESUBMITTED("cancel and resubmit on one TaskManager, many times");

  private final String words;

  Fault(String words) {
    this.words = words;
  }

  /** What it is, for a report. */
  public String words() {
    return words;
  }

  /** The name on a command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether the cluster has ZooKeeper. */
  boolean highAvailability() {
    return this != JOB_MANAGER_KILLED_WITHOUT_HA;
  }

  /** Whether the worker's process stays the same, so that its memory can be followed. */
  boolean keepsWorker() {
    return this != WORKER_KILLED;
  }

  /**
   * The fault of a name.
   *
   * @throws IllegalArgumentException if there is none; the message lists those there are
   */
  public static Fault of(String id) {
    List<String> ids = Arrays.stream(values()).map(Fault::id).toList();
    int place = ids.indexOf(id);
    if (place < 0) {
      throw new IllegalArgumentException("unknown fault '" + id + "', expected one of " + ids);
    }
    return values()[place];
  }
}
