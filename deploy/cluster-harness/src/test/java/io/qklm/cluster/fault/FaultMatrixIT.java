package io.qklm.cluster.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.cluster.ClusterHome;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every fault twice on a real cluster; the long form is {@code benchmarks/run faults}. */
@Timeout(value = 25, unit = TimeUnit.MINUTES)
class FaultMatrixIT {

  @Test
  void nothingIsLostOrDoubled(@TempDir Path folder) throws Exception {
    List<FaultRun> runs =
        new FaultMatrix(
                ClusterHome.current(), folder, FaultOptions.brief(), run -> System.out.println(run))
            .run();
    assertThat(runs).hasSize(2 * Fault.values().length).allMatch(FaultRun::held);
    // Every job of the matrix ran in one worker since the first fault's last kill.
    double[] megabytes =
        runs.stream()
            .filter(run -> run.fault() == Fault.RESUBMITTED)
            .mapToDouble(FaultRun::residentMegabytes)
            .toArray();
    assertThat(megabytes[1]).isLessThan(megabytes[0] + 60);
  }
}
