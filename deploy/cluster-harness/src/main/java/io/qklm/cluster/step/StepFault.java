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
    MODEL,
    /** An S3 server that holds the repository, behind a proxy. */
    S3,
    /** The machine's clock, set by an hour. */
    CLOCK,
    /** The repository, as a worker fetches epochs from it. */
    FETCH
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

  /** Those before which S3 can be; a job that cannot begin for it ends with a sentence. */
  static final List<String> S3_STEPS =
      List.of("read", "publish", "intend", "announce", "put in force", "continue");

  /** Which way a clock is set. */
  static final String AHEAD = "ahead";

  static final String BACK = "back";
  static final String TO_AND_FRO = "to and fro";

  private static final List<String> CLOCK_STEPS =
      List.of("read", "build", "publish", "announce", "commit", "put in force", "continue");

  private static final List<String> FETCH_CALLS =
      List.of("read epochs/", "size blobs/", "download blobs/", "write leases/");

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

  /** Those of which no server is taken away. */
  public static List<StepFault> withoutServers() {
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
    for (String way : List.of(AHEAD, BACK)) {
      CLOCK_STEPS.forEach(
          step -> all.add(new StepFault(Boundary.CLOCK, way + " " + step, Kind.ONCE)));
    }
    all.add(new StepFault(Boundary.CLOCK, TO_AND_FRO, Kind.OFTEN));
    for (Kind kind : Kind.values()) {
      FETCH_CALLS.forEach(call -> all.add(new StepFault(Boundary.FETCH, call, kind)));
    }
    return all;
  }

  /** Those of a server behind a proxy: Kafka or S3. */
  public static List<StepFault> ofServer(Boundary server, Kind kind) {
    List<String> steps = server == Boundary.KAFKA ? KAFKA_STEPS : S3_STEPS;
    return steps.stream().map(step -> new StepFault(server, step, kind)).toList();
  }

  /** For names of topics and folders. */
  String id() {
    return (boundary + "-" + call + "-" + kind)
        .toLowerCase(java.util.Locale.ROOT)
        .replaceAll("[^a-z]+", "-");
  }
}
