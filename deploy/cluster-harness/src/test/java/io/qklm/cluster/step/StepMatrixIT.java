package io.qklm.cluster.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.cluster.ClusterHome;
import io.qklm.cluster.step.StepFault.Boundary;
import io.qklm.cluster.step.StepFault.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every call of the update path fails once, the ones around the transaction also often and hanging.
 * All of them, as often as told, are done by {@code benchmarks/run steps}.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class StepMatrixIT {

  @Test
  void everyUpdateIsInTheNewestEpochOrInTheDeadLettersWhateverFails(@TempDir Path folder)
      throws Exception {
    List<StepRun> runs = new ArrayList<>();
    try (StepMatrix matrix =
        StepMatrix.start(
            ClusterHome.current(), folder, 2, Duration.ofSeconds(6), System.out::println)) {
      for (Kind kind : List.of(Kind.ONCE, Kind.HANG)) {
        runs.addAll(matrix.runServer(Boundary.KAFKA, kind));
      }
      runs.addAll(matrix.run(brief(), 8));
    }
    runs.forEach(System.out::println);
    assertThat(runs).hasSizeGreaterThan(40).allMatch(StepRun::held);
  }

  private static List<StepFault> brief() {
    return StepFault.withoutServers().stream()
        .filter(
            fault ->
                fault.boundary() == Boundary.DISK
                    || fault.boundary() == Boundary.CLOCK
                    || (fault.kind() == Kind.ONCE
                        && fault.boundary() != Boundary.FOLDER
                        // The lock then lasts for its minute.
                        && !fault.call().equals("write locks/"))
                    || (fault.kind() == Kind.HANG && fault.call().equals("write head")))
        .toList();
  }
}
