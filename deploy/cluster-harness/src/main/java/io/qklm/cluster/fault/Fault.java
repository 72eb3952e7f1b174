package io.qklm.cluster.fault;

import io.qklm.cluster.knowledge.Damage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
  RESUBMITTED("cancel and resubmit on one TaskManager, many times"),
  /** A file of a new epoch is damaged in the repository, and mended later. */
  EPOCH_CORRUPT("a new epoch with a damaged file"),
  /** A file of a new epoch is missing in the repository, and comes later. */
  EPOCH_FILE_MISSING("a new epoch with a missing file"),
  /** The manifest of a new epoch does not have its digest, and is mended later. */
  EPOCH_WRONG_DIGEST("a new epoch with a wrong digest"),
  /** A new epoch has vectors of another embedder; a right one comes later. */
  EPOCH_OF_ANOTHER_MODEL("a new epoch of another embedding model"),
  /** The repository goes away, a new epoch is announced, the repository comes back. */
  REPOSITORY_AWAY("repository unreachable for a while"),
  /** The disk for fetched epochs is full when a new one is announced; later there is room. */
  CACHE_FULL("disk of the epoch cache full");

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

  /** Whether it is done to epochs, and the processes stay as they are. */
  boolean ofEpochs() {
    return damage().isPresent() || this == EPOCH_OF_ANOTHER_MODEL || this == CACHE_FULL;
  }

  /** What is done to the repository, if it is that. */
  Optional<Damage> damage() {
    return switch (this) {
      case EPOCH_CORRUPT -> Optional.of(Damage.CORRUPT);
      case EPOCH_FILE_MISSING -> Optional.of(Damage.FILE_MISSING);
      case EPOCH_WRONG_DIGEST -> Optional.of(Damage.WRONG_DIGEST);
      case REPOSITORY_AWAY -> Optional.of(Damage.AWAY);
      default -> Optional.empty();
    };
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
