package io.qklm.cluster.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.cluster.ClusterHome;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The processes whose death is likeliest, each killed twice on a real cluster. All faults are done
 * by {@code benchmarks/run faults}.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class FaultMatrixIT {

  @Test
  void nothingIsLostOrDoubled(@TempDir Path folder) throws Exception {
    FaultOptions options =
        FaultOptions.brief().withFaults(Set.of(Fault.WORKER_KILLED, Fault.JOB_MANAGER_KILLED));
    List<FaultRun> runs =
        new FaultMatrix(ClusterHome.current(), folder, options, run -> System.out.println(run))
            .run();
    assertThat(runs).hasSize(4).allMatch(FaultRun::held);
  }
}
