package io.qklm.deploy.local;

import io.qklm.deploy.Causes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;

/** A job in a {@link LocalCluster}. */
public final class LocalJob {

  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final MiniCluster cluster;
  private final JobID id;
  private final CompletableFuture<JobResult> result;

  LocalJob(MiniCluster cluster, JobID id) {
    this.cluster = cluster;
    this.id = id;
    this.result = cluster.requestJobResult(id);
  }

  /** Flink's name of it. */
  public JobID id() {
    return id;
  }

  /** What it is doing now. */
  public JobStatus status() throws IOException, InterruptedException {
    return LocalCluster.await(cluster.getJobStatus(id), ANSWER, "tell the state of the job");
  }

  /**
   * Whether it has come to its end by itself.
   *
   * @throws IOException if it has failed; the message says why
   */
  public boolean finished() throws IOException, InterruptedException {
    if (!result.isDone()) {
      return false;
    }
    JobResult ended = LocalCluster.await(result, ANSWER, "tell how the job ended");
    if (ended.getSerializedThrowable().isPresent()) {
      Throwable cause =
          ended.getSerializedThrowable().get().deserializeError(LocalJob.class.getClassLoader());
      throw new IOException("the job failed: " + Causes.sentence(cause), cause);
    }
    return true;
  }

  /** Checkpoints that it has completed since it was submitted here. */
  public long completedCheckpoints() throws IOException, InterruptedException {
    CheckpointStatsSnapshot checkpoints =
        LocalCluster.await(cluster.getExecutionGraph(id), ANSWER, "tell of the job's checkpoints")
            .getCheckpointStatsSnapshot();
    return checkpoints == null ? 0 : checkpoints.getCounts().getNumberOfCompletedCheckpoints();
  }

  /** Stops it as it stands; what it has not committed is read again at the next start. */
  public void cancel() throws IOException, InterruptedException {
    if (!result.isDone()) {
      LocalCluster.await(cluster.cancelJob(id), ANSWER, "take the order to cancel");
      LocalCluster.await(result, ANSWER, "cancel the job");
    }
  }

  /**
   * Commits what was read, then stops.
   *
   * @param savepoints folder for the state it stops with
   * @return where the state is
   */
  public String stopWithSavepoint(Path savepoints, Duration timeout)
      throws IOException, InterruptedException {
    return LocalCluster.await(
        cluster.stopWithSavepoint(
            id, savepoints.toUri().toString(), false, SavepointFormatType.CANONICAL),
        timeout,
        "finish the job's last checkpoint");
  }
}
