package io.qklm.cluster.step;

import io.qklm.cluster.ClusterHome;
import io.qklm.cluster.SmallDisk;
import io.qklm.cluster.knowledge.ClusterKnowledge;
import io.qklm.cluster.step.StepFault.Boundary;
import io.qklm.cluster.step.StepFault.Kind;
import io.qklm.kg.EntityEmbedder;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.repository.s3.S3Server;
import io.qklm.model.BundleEmbedder;
import io.qklm.model.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Makes each call of the update path fail, and tells whether the promises held: every update is in
 * the newest epoch or in the dead letters, the epochs are one chain, the one announced last is in
 * force, and nothing stays on the disk. Jobs run beside each other; a fault of the broker is one
 * for all jobs at once, each of which is at another step.
 */
public final class StepMatrix implements AutoCloseable {

  /** A job tries again after 1 s to 30 s; a lock that was not given back lasts for a minute. */
  private static final Duration PATIENCE_A_FAILURE = Duration.ofSeconds(70);

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int DISK_MEGABYTES = 16;
  private static final Duration JUMP = Duration.ofHours(1);

  private final StepStage stage;
  private final EntityEmbedder embedder;
  private final AutoCloseable closing;
  private final Path folder;
  private final Path first;
  private final int times;
  private final Duration hang;
  private final Duration patience;
  private final Consumer<String> notes;
  private int number;

  private StepMatrix(
      StepStage stage,
      BundleEmbedder embedder,
      Path folder,
      Path first,
      int times,
      Duration hang,
      Consumer<String> notes) {
    this.stage = stage;
    this.embedder = embedder;
    this.closing = embedder;
    this.folder = folder;
    this.first = first;
    this.times = times;
    this.hang = hang;
    this.patience = PATIENCE.plus(PATIENCE_A_FAILURE.multipliedBy(times));
    this.notes = notes;
  }

  /**
   * Starts a broker.
   *
   * @param folder for all that is written
   * @param times how often a call fails that fails often
   * @param hang how long one hangs
   * @param notes gets a sentence for what cannot be done here
   */
  public static StepMatrix start(
      ClusterHome home, Path folder, int times, Duration hang, Consumer<String> notes)
      throws IOException {
    Files.createDirectories(folder);
    Path first = folder.resolve("first");
    ClusterKnowledge.build(first);
    return new StepMatrix(
        StepStage.start(home),
        BundleEmbedder.open(ModelBundle.zeroShot(), 1),
        folder,
        first,
        times,
        hang,
        notes);
  }

  /**
   * Runs faults of which Kafka is no part, several at a time.
   *
   * @param beside how many
   */
  public List<StepRun> run(List<StepFault> faults, int beside)
      throws IOException, InterruptedException {
    List<Callable<StepRun>> tasks = new ArrayList<>();
    for (StepFault fault : faults) {
      int id = number++;
      tasks.add(() -> run(fault, id));
    }
    return all(tasks, beside).stream().filter(run -> !run.fault().call().isEmpty()).toList();
  }

  private static List<StepRun> all(List<Callable<StepRun>> tasks, int beside)
      throws IOException, InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(beside);
    try {
      List<StepRun> runs = new ArrayList<>();
      for (Future<StepRun> done : pool.invokeAll(tasks)) {
        runs.add(done.get());
      }
      return runs;
    } catch (ExecutionException e) {
      throw new IOException("a run could not be made: " + e.getCause(), e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private StepRun run(StepFault fault, int id) throws IOException, InterruptedException {
    Path place = folder.resolve(id + "-" + fault.id());
    if (fault.boundary() == Boundary.FETCH) {
      return FetchStep.run(fault, place, embedder, times, hang, patience);
    }
    if (fault.boundary() == Boundary.CLOCK) {
      return runClock(fault, id, place);
    }
    if (fault.boundary() != Boundary.DISK) {
      return run(fault, id, place, Optional.empty());
    }
    Optional<SmallDisk> disk = SmallDisk.mount(place.resolve("disk"), DISK_MEGABYTES);
    if (disk.isEmpty()) {
      notes.accept("a full disk is left out: a small file system cannot be mounted without root");
      return new StepRun(new StepFault(Boundary.DISK, "", Kind.ONCE), 0, 0, List.of());
    }
    try (SmallDisk small = disk.get()) {
      return run(fault, id, place, Optional.of(small));
    }
  }

  private StepRun run(StepFault fault, int id, Path place, Optional<SmallDisk> disk)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Path work = disk.map(SmallDisk::folder).orElse(place).resolve("work");
    try (StepJob job =
        new StepJob(
            setup(
                fault,
                id,
                work,
                fault.boundary() == Boundary.STORE ? StepJob.Place.LEASED : StepJob.Place.FOLDER,
                Clock.systemUTC(),
                Steps.NONE))) {
      StepAudit audit = new StepAudit(stage.direct(), job, place.resolve("cache"));
      job.start();
      await(job, patience, () -> !audit.announced().isEmpty());
      if (disk.isPresent()) {
        disk.get().fill();
      } else if (fault.kind() == Kind.HANG) {
        job.trouble().hang(fault.call(), hang);
      } else {
        job.trouble().fail(fault.call(), fault.kind() == Kind.ONCE ? 1 : times);
      }
      job.send("one", true);
      job.send("broken", false);
      if (disk.isPresent()) {
        await(
            job, patience, () -> job.notes().stream().anyMatch(note -> note.contains("not lost")));
        disk.get().free();
      }
      return finish(fault, job, audit, begun, disk.isPresent() ? 1 : -1);
    }
  }

  private StepJob.Setup setup(
      StepFault fault, int id, Path work, StepJob.Place store, Clock clock, Steps steps) {
    String name = id + "-" + fault.id();
    return new StepJob.Setup(
        stage, "job-" + name, folder.resolve(name), work, first, embedder, store, clock, steps);
  }

  /** The clock is set an hour ahead or back before a step, or with each of many. */
  private StepRun runClock(StepFault fault, int id, Path place)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    JumpingClock clock = new JumpingClock();
    AtomicBoolean armed = new AtomicBoolean();
    AtomicInteger left = new AtomicInteger(fault.kind() == Kind.ONCE ? 1 : times);
    Steps steps =
        step -> {
          boolean meant = fault.call().equals(StepFault.TO_AND_FRO) || fault.call().endsWith(step);
          if (armed.get() && meant && left.getAndDecrement() > 0) {
            boolean back = fault.call().startsWith(StepFault.BACK) || clock.ahead().equals(JUMP);
            clock.set(back ? JUMP.negated() : JUMP);
          }
        };
    try (StepJob job =
        new StepJob(setup(fault, id, place.resolve("work"), StepJob.Place.LEASED, clock, steps))) {
      StepAudit audit = new StepAudit(stage.direct(), job, place.resolve("cache"));
      job.start();
      await(job, patience, () -> !audit.announced().isEmpty());
      armed.set(true);
      if (fault.call().endsWith("read")) {
        // It reads all the time.
        clock.set(fault.call().startsWith(StepFault.BACK) ? JUMP.negated() : JUMP);
      }
      job.send("one", true);
      job.send("broken", false);
      StepRun run = finish(fault, job, audit, begun, 1);
      return new StepRun(fault, run.seconds(), clock.jumps(), run.problems());
    }
  }

  /** Another update shows whether what was made is built upon. */
  private StepRun finish(StepFault fault, StepJob job, StepAudit audit, long begun, int met)
      throws IOException, InterruptedException {
    List<String> problems = new ArrayList<>();
    try {
      await(job, patience, () -> audit.isKnown("one"));
      job.send("two", true);
      await(job, patience, () -> audit.isKnown("two"));
      await(job, patience, () -> audit.problems(Set.of("one", "two"), Set.of("broken")).isEmpty());
    } catch (StuckException e) {
      problems.add(e.getMessage());
      problems.addAll(audit.problems(Set.of("one", "two"), Set.of("broken")));
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    return new StepRun(fault, seconds, met < 0 ? job.trouble().met() : met, problems);
  }

  /** Whether there is an S3 server to take away; {@code mvn verify} fetches one. */
  public static boolean hasS3() {
    return S3Server.isThere();
  }

  /**
   * Takes a server away from jobs that are each at another step.
   *
   * @param server Kafka's broker or the S3 server
   * @param kind how
   */
  public List<StepRun> runServer(Boundary server, Kind kind)
      throws IOException, InterruptedException {
    if (server == Boundary.S3) {
      stage.startS3(folder.resolve("s3"));
    }
    TcpProxy proxy = stage.proxy(server);
    List<StepFault> faults = StepFault.ofServer(server, kind);
    List<ServerStep> steps = new ArrayList<>();
    long begun = System.nanoTime();
    try {
      for (StepFault fault : faults) {
        int id = number++;
        Path place = folder.resolve(id + "-" + fault.id());
        steps.add(
            ServerStep.prepare(
                stage, fault, "job-" + id + "-" + fault.id(), place, first, embedder));
      }
      for (ServerStep step : steps) {
        step.awaitStep(patience);
      }
      switch (kind) {
        case ONCE -> proxy.cut();
        case OFTEN -> proxy.become(TcpProxy.Mode.REFUSE);
        case HANG -> proxy.become(TcpProxy.Mode.HANG);
      }
      steps.forEach(ServerStep::goOn);
      if (kind != Kind.ONCE) {
        Thread.sleep(hang.toMillis());
        proxy.become(TcpProxy.Mode.PASS);
      }
      List<Callable<StepRun>> tasks = new ArrayList<>();
      for (ServerStep step : steps) {
        tasks.add(() -> finish(step.fault(), step.job(), step.audit(), begun, 1));
      }
      return all(tasks, tasks.size());
    } finally {
      proxy.become(TcpProxy.Mode.PASS);
      steps.forEach(ServerStep::close);
    }
  }

  /** Something that is waited for. */
  interface Condition {
    boolean holds() throws IOException;
  }

  static void await(StepJob job, Duration patience, Condition condition)
      throws IOException, InterruptedException, StuckException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.holds()) {
      Throwable failure = job.failure();
      if (failure != null) {
        throw new StuckException("the job ended: " + failure + "; it said " + job.notes());
      }
      if (System.nanoTime() > deadline) {
        throw new StuckException(
            "nothing came in " + patience.toSeconds() + " s; the job said " + job.notes());
      }
      Thread.sleep(100);
    }
  }

  /** A job does not come to its end. */
  static final class StuckException extends IOException {
    private static final long serialVersionUID = 1L;

    StuckException(String message) {
      super(message);
    }
  }

  // The embedder declares no exception of its own when closed.
  @SuppressWarnings("IllegalCatch")
  @Override
  public void close() throws IOException {
    try (stage) {
      closing.close();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
