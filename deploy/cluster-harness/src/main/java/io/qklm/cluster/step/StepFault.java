package io.qklm.cluster.step;

import java.util.ArrayList;
import java.util.List;

/**
 * One call of the update path, and what becomes of it.
 *
 * @param boundary where the call leaves the job
 * @param call the step or the store's call before which it strikes
 * @param kind what happens
 */
public record StepFault(Boundary boundary, String call, Kind kind) {

  /** Where the job meets the world. */
  public enum Boundary {
    /** The broker, behind a proxy. */
    KAFKA,
    /** The repository in a folder. */
    FOLDER,
    /** The repository in a store that has no lock of its own, as S3. */
    STORE,
    /** The disk on which snapshots are made. */
    DISK,
    /** The model that embeds. */
    MODEL
  }

  /** What happens. */
  public enum Kind {
    /** The call fails, or all connections end, and goes well the next time. */
    ONCE,
    /** It fails several times, or refuses for a while. */
    OFTEN,
    /** It hangs for longer than anyone waits, and then fails. */
    HANG
  }

  /** Steps of the job before which the broker can be taken away. */
  static final List<String> KAFKA_STEPS =
      List.of("begin", "read", "publish", "announce", "commit", "put in force", "continue");

  private static final List<String> STORE_CALLS =
      List.of(
          "lock",
          "list epochs",
          "size blobs/",
          "upload blobs/",
          "write epochs/",
          "write intent",
          "read head",
          "write head",
          "answer write head");

  /** Those of which Kafka is no part. */
  public static List<StepFault> withoutKafka() {
    List<StepFault> all = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (Boundary boundary : List.of(Boundary.FOLDER, Boundary.STORE)) {
        STORE_CALLS.forEach(call -> all.add(new StepFault(boundary, call, kind)));
      }
      all.add(new StepFault(Boundary.STORE, "create locks/", kind));
      all.add(new StepFault(Boundary.STORE, "write locks/", kind));
      all.add(new StepFault(Boundary.MODEL, "embed", kind));
    }
    all.add(new StepFault(Boundary.DISK, "build", Kind.OFTEN));
    return all;
  }

  /** Those of Kafka. */
  public static List<StepFault> ofKafka(Kind kind) {
    return KAFKA_STEPS.stream().map(step -> new StepFault(Boundary.KAFKA, step, kind)).toList();
  }

  /** For names of topics and folders. */
  String id() {
    return (boundary + "-" + call + "-" + kind)
        .toLowerCase(java.util.Locale.ROOT)
        .replaceAll("[^a-z]+", "-");
  }
}
