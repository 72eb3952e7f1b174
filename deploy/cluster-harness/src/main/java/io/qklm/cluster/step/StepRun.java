package io.qklm.cluster.step;

import java.util.List;

/**
 * What one fault did.
 *
 * @param fault what was done
 * @param seconds from the first update to the last epoch
 * @param met calls that failed or hung
 * @param problems promises that were broken, and what else went wrong
 */
public record StepRun(StepFault fault, double seconds, int met, List<String> problems) {

  public StepRun {
    problems = List.copyOf(problems);
  }

  /** Whether every promise held, and the fault struck at all. */
  public boolean held() {
    return problems.isEmpty() && met > 0;
  }
}
