package io.qklm.cluster.fault;

import java.time.Duration;
import java.util.Set;

/**
 * How to run the matrix.
 *
 * @param faults which
 * @param runs of each; half as many of the one that submits many times in each
 * @param documents of each run and job
 * @param spread over which a run's documents are sent
 * @param brokerPause how long a stopped broker stands still
 * @param repositoryAway how long a repository stays away
 * @param resubmissions of a run that cancels and submits again
 * @param patience how long a result may take
 * @param seed of the moments at which faults strike
 */
public record FaultOptions(
    Set<Fault> faults,
    int runs,
    int documents,
    Duration spread,
    Duration brokerPause,
    Duration repositoryAway,
    int resubmissions,
    Duration patience,
    long seed) {

  public FaultOptions {
    faults = Set.copyOf(faults);
    if (faults.isEmpty() || runs < 1 || documents < 1) {
      throw new IllegalArgumentException(
          "at least one fault, run and document are needed, got "
              + faults
              + ", "
              + runs
              + " and "
              + documents);
    }
  }

  /** Runs of a fault. */
  int runs(Fault fault) {
    return fault == Fault.RESUBMITTED ? Math.max(1, runs / 2) : runs;
  }

  /** A few documents, each fault twice: what the build has time for. */
  public static FaultOptions brief() {
    return new FaultOptions(
        Set.of(Fault.values()),
        2,
        120,
        Duration.ofSeconds(5),
        Duration.ofSeconds(12),
        Duration.ofSeconds(8),
        10,
        Duration.ofMinutes(3),
        1);
  }

  /** Each fault twenty times; the broker stands still for longer than any default timeout. */
  public static FaultOptions thorough() {
    return new FaultOptions(
        Set.of(Fault.values()),
        20,
        300,
        Duration.ofSeconds(8),
        Duration.ofSeconds(50),
        Duration.ofSeconds(60),
        10,
        Duration.ofMinutes(6),
        1);
  }

  public FaultOptions withFaults(Set<Fault> some) {
    return new FaultOptions(
        some, runs, documents, spread, brokerPause, repositoryAway, resubmissions, patience, seed);
  }

  public FaultOptions withRuns(int number) {
    return new FaultOptions(
        faults,
        number,
        documents,
        spread,
        brokerPause,
        repositoryAway,
        resubmissions,
        patience,
        seed);
  }

  public FaultOptions withSeed(long value) {
    return new FaultOptions(
        faults,
        runs,
        documents,
        spread,
        brokerPause,
        repositoryAway,
        resubmissions,
        patience,
        value);
  }
}
