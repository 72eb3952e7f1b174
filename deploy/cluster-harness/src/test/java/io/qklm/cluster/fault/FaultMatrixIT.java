package io.qklm.cluster.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.cluster.ClusterHome;
import io.qklm.cluster.WorkerFigures;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The faults that are likeliest, on a real cluster: processes killed, a rescale, a bad epoch, ten
 * resubmissions, once each. All faults are done by {@code benchmarks/run faults}, as often as told.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class FaultMatrixIT {

  private static final int LAST = 5;

  /**
   * Of the job that counts, of the first job, which a thread of JNA holds, and of the one or two
   * cancelled last, which Flink may still hold. One left behind a submission would make it ten.
   */
  private static final int CLASS_LOADERS = 4;

  /** Less than an engine left open by each of them would take. */
  private static final double GROWTH_MEGABYTES = 40;

  @Test
  void nothingIsLostOrDoubledOrLeftBehind(@TempDir Path folder) throws Exception {
    FaultOptions options =
        FaultOptions.brief()
            .withRuns(1)
            .withFaults(
                Set.of(
                    Fault.WORKER_KILLED,
                    Fault.JOB_MANAGER_KILLED,
                    Fault.RESCALED,
                    Fault.RESUBMITTED,
                    Fault.EPOCH_CORRUPT));
    List<FaultRun> runs =
        new FaultMatrix(
                ClusterHome.current(), folder, options, System.out::println, System.out::println)
            .run();
    assertThat(runs).hasSize(5).allMatch(FaultRun::held);
    runs.stream().filter(run -> run.fault() == Fault.RESUBMITTED).forEach(this::leavesNothing);
  }

  private void leavesNothing(FaultRun run) {
    List<WorkerFigures> all = run.submissions();
    assertThat(all).hasSize(10);
    List<WorkerFigures> last = all.subList(all.size() - LAST, all.size());
    double growth = last.get(LAST - 1).residentMegabytes() - last.get(0).residentMegabytes();
    assertThat(growth).as("growth in MB over %s", all).isLessThan(GROWTH_MEGABYTES);
    assertThat(last)
        .allSatisfy(
            worker -> {
              assertThat(worker.classLoaders()).isLessThanOrEqualTo(CLASS_LOADERS);
              assertThat(worker.natives()).allSatisfy((name, copies) -> assertThat(copies).isOne());
            });
  }
}
