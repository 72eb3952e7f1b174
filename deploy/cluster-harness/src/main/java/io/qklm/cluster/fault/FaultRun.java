package io.qklm.cluster.fault;

import io.qklm.cluster.WorkerFigures;
import java.util.List;

/**
 * What one fault did.
 *
 * @param fault what was done
 * @param number of the run, from 1
 * @param documents sent
 * @param lost documents without a committed result
 * @param doubled documents with more than one
 * @param problems results that were not what they should be, and what else went wrong
 * @param silenceSeconds the longest time without a committed result
 * @param seconds from the first document to the last committed result
 * @param worker the worker after it
 * @param submissions the worker after each cancelled submission, where there are many
 */
public record FaultRun(
    Fault fault,
    int number,
    int documents,
    int lost,
    int doubled,
    List<String> problems,
    double silenceSeconds,
    double seconds,
    WorkerFigures worker,
    List<WorkerFigures> submissions) {

  public FaultRun {
    problems = List.copyOf(problems);
    submissions = List.copyOf(submissions);
  }

  /** Whether every promise held. */
  public boolean held() {
    return lost == 0
        && doubled == 0
        && problems.isEmpty()
        && worker.natives().values().stream().allMatch(copies -> copies == 1);
  }
}
