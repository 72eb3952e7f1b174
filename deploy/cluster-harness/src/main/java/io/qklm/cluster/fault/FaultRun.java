package io.qklm.cluster.fault;

import java.util.List;
import java.util.Map;

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
 * @param residentMegabytes the worker's own memory after it
 * @param openFiles the worker's files, sockets and pipes after it
 * @param natives copies of each native library in the worker
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
    double residentMegabytes,
    int openFiles,
    Map<String, Integer> natives) {

  public FaultRun {
    problems = List.copyOf(problems);
    natives = Map.copyOf(natives);
  }

  /** Whether every promise held. */
  public boolean held() {
    return lost == 0
        && doubled == 0
        && problems.isEmpty()
        && natives.values().stream().allMatch(copies -> copies == 1);
  }
}
