package io.qklm.deploy.local;

import io.qklm.deploy.Causes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** A Flink cluster of one worker in this process. */
public final class LocalCluster implements AutoCloseable {

  private static final Duration SUBMIT = Duration.ofSeconds(60);
  private static final Duration CLOSE = Duration.ofSeconds(10);

  /** Enough for a handful of tasks whose records are documents. */
  private static final MemorySize NETWORK = MemorySize.ofMebiBytes(64);

  private static final MemorySize MANAGED = MemorySize.ofMebiBytes(32);

  private final MiniCluster cluster;

  private LocalCluster(MiniCluster cluster) {
    this.cluster = cluster;
  }

  /** Starts a cluster with Flink's defaults. */
  public static LocalCluster start(Path folder, int slots) throws IOException {
    return start(folder, slots, new Configuration());
  }

  /**
   * Starts a cluster.
   *
   * @param folder for its temporary files
   * @param slots how many subtasks may run beside each other
   * @param settings of Flink; those that keep it in this process win
   * @throws IOException if it does not start
   */
  public static LocalCluster start(Path folder, int slots, Configuration settings)
      throws IOException {
    Configuration configuration = new Configuration(settings);
    configuration.set(CoreOptions.TMP_DIRS, folder.toString());
    configuration.set(WebOptions.TMP_DIR, folder.toString());
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(RestOptions.ADDRESS, "127.0.0.1");
    configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    configuration.set(JobManagerOptions.BIND_HOST, "127.0.0.1");
    configuration.set(TaskManagerOptions.BIND_HOST, "127.0.0.1");
    configuration.set(BlobServerOptions.STORAGE_DIRECTORY, folder.toString());
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK);
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK);
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED);
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .setRpcServiceSharing(RpcServiceSharing.SHARED)
                .setCommonBindAddress("127.0.0.1")
                .build());
    LocalCluster local = new LocalCluster(cluster);
    local.start();
    return local;
  }

  // Flink declares Exception here, and whatever it is, the cluster did not start.
  @SuppressWarnings("IllegalCatch")
  private void start() throws IOException {
    try {
      cluster.start();
    } catch (Exception e) {
      close();
      throw new IOException("Flink did not start in this process: " + Causes.sentence(e), e);
    }
  }

  /**
   * Submits a job.
   *
   * @throws IOException if Flink refuses it
   */
  public LocalJob submit(StreamGraph plan) throws IOException, InterruptedException {
    JobID id = await(cluster.submitJob(plan.getJobGraph()), SUBMIT, "accept the job").getJobID();
    return new LocalJob(cluster, id);
  }

  static <T> T await(Future<T> answer, Duration timeout, String what)
      throws IOException, InterruptedException {
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException("Flink did not " + what + ": " + Causes.sentence(e), e);
    } catch (TimeoutException e) {
      throw new IOException(
          "Flink did not "
              + what
              + " within "
              + timeout.toSeconds()
              + " s; the machine may be busy",
          e);
    }
  }

  /** Stops the cluster and whatever runs in it. */
  @Override
  public void close() {
    try {
      await(cluster.closeAsync(), CLOSE, "stop");
    } catch (IOException e) {
      System.getLogger(LocalCluster.class.getName())
          .log(System.Logger.Level.WARNING, e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
