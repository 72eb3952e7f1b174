package io.qklm.deploy.run;

import io.qklm.deploy.TemporaryFolder;
import io.qklm.deploy.job.EnrichmentJob;
import io.qklm.deploy.job.EnrichmentJobOptions;
import io.qklm.deploy.job.JobChecks;
import io.qklm.deploy.local.LocalCluster;
import io.qklm.deploy.local.LocalJob;
import io.qklm.deploy.metrics.MetricsEndpoint;
import io.qklm.deploy.terminal.Plural;
import io.qklm.deploy.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;

/** Runs the job until it is told to stop, and says every few seconds how far it is. */
public final class KafkaRun {

  private static final long POLL_MILLIS = 200;
  private static final long STATUS_NANOS = Duration.ofSeconds(10).toNanos();
  private static final Duration LAST_CHECKPOINT = Duration.ofSeconds(60);

  private final Terminal terminal;
  private final EnrichmentJobOptions options;
  private final Optional<Path> state;
  private final OptionalInt metricsPort;
  private volatile boolean stopped;

  /**
   * A run that has not begun.
   *
   * @param state folder for checkpoints that outlive the process; the run goes on from the last one
   *     there. When absent the run goes on from the offsets that its group has committed
   * @param metricsPort where metrics are served on the loopback interface; nowhere when absent
   */
  public KafkaRun(
      Terminal terminal,
      EnrichmentJobOptions options,
      Optional<Path> state,
      OptionalInt metricsPort) {
    this.terminal = terminal;
    this.options = options.parallelism() > 0 ? options : options.withParallelism(1);
    this.state = state;
    this.metricsPort = metricsPort;
  }

  /** Asks the run to commit and end. Any thread may call it. */
  public void stop() {
    stopped = true;
  }

  /**
   * Runs until {@link #stop} is called or, when the job is told to end by itself, until then.
   *
   * @throws IOException if something is wrong before the start, or the job fails for good
   */
  public void run() throws IOException, InterruptedException {
    JobChecks.folders(options);
    JobChecks.kafka(options);
    EnrichmentJobOptions resolved = JobChecks.schema(options);
    try (TemporaryFolder folder = TemporaryFolder.create("qklm-run-");
        LocalCluster cluster = LocalCluster.start(folder.path(), options.parallelism(), serving());
        RunProgress progress = new RunProgress(options.kafka());
        EndOfInput end = end(progress)) {
      LocalJob job =
          cluster.submit(
              EnrichmentJob.plan(
                  resolved.withUntilEnd(options.untilEnd() && state.isEmpty()), configuration()));
      terminal.note(
          "enriching "
              + options.kafka().inputTopic()
              + " -> "
              + options.kafka().outputTopic()
              + " on "
              + options.kafka().bootstrapServers()
              + "; Ctrl-C commits and stops");
      watch(job, progress, end);
      if (!job.finished()) {
        stop(job, folder.path());
      }
    }
  }

  /** With a state to go on from later, the end is this process's to see; see {@link RunEnd}. */
  private EndOfInput end(RunProgress progress) throws IOException {
    return options.untilEnd() && state.isPresent()
        ? EndOfInput.of(options, progress)
        : EndOfInput.never();
  }

  private Configuration serving() throws IOException {
    Configuration flink = new Configuration();
    if (metricsPort.isPresent()) {
      int port = metricsPort.getAsInt();
      MetricsEndpoint.checked(port, options.parallelism()).configure(flink);
      terminal.note("metrics are on http://127.0.0.1:" + port + "/metrics, readiness on /ready");
    }
    return flink;
  }

  private Configuration configuration() throws IOException {
    Configuration configuration = new Configuration();
    if (state.isPresent()) {
      Path folder = Files.createDirectories(state.get()).toRealPath();
      configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
      configuration.set(
          CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.resolve("checkpoints").toUri() + "");
      RunState.prune(folder);
      Optional<Path> latest = RunState.latest(folder);
      if (latest.isPresent()) {
        configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, latest.get().toUri().toString());
        terminal.note("going on from " + latest.get());
      }
    }
    return configuration;
  }

  private void watch(LocalJob job, RunProgress progress, EndOfInput end)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    long said = began;
    RunProgress.Point first = progress.look();
    while (!stopped && !job.finished()) {
      Thread.sleep(POLL_MILLIS);
      if (end.isReached(job)) {
        terminal.note("all is read that was there at the start");
        return;
      }
      long now = System.nanoTime();
      if (now - said >= STATUS_NANOS) {
        said = now;
        terminal.note(status(job.status(), progress, first, now - began));
      }
    }
  }

  private static String status(
      JobStatus status, RunProgress progress, RunProgress.Point first, long nanos)
      throws InterruptedException {
    try {
      RunProgress.Point point = progress.look();
      long done = point.read() - first.read();
      return String.format(
          Locale.ROOT,
          "%s, %s committed (%.1f/s), %,d waiting",
          status.name().toLowerCase(Locale.ROOT),
          Plural.of(done, "document"),
          done / (nanos / 1e9),
          point.waiting());
    } catch (IOException e) {
      // The job waits for a broker that is away, and so does this.
      return status.name().toLowerCase(Locale.ROOT) + "; " + e.getMessage();
    }
  }

  private void stop(LocalJob job, Path temporary) throws IOException, InterruptedException {
    terminal.note("stopping: committing what was read ...");
    Path savepoints = state.map(folder -> folder.resolve("savepoints")).orElse(temporary);
    try {
      String kept = job.stopWithSavepoint(savepoints, LAST_CHECKPOINT);
      terminal.note(state.isPresent() ? "stopped; state is in " + kept : "stopped");
    } catch (IOException e) {
      terminal.note(
          "the last checkpoint failed ("
              + e.getMessage()
              + "); the next run reads again from the"
              + " one before");
      job.cancel();
    }
  }
}
