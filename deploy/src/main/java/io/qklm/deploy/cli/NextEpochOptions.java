package io.qklm.deploy.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What every command takes that makes the next epoch out of a snapshot. */
final class NextEpochOptions {

  @Option(
      names = "--parent",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the snapshot to start from.")
  private Path parent = Path.of("");

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Folder for the new snapshot; must not exist or be empty.")
  private Path output = Path.of("");

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Entities embedded at a time; the number of processors when not given.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--json", description = "What came of it as one JSON object.")
  private boolean asJson;

  Path parent() {
    return parent;
  }

  Path output() {
    return output;
  }

  int threads() {
    Checks.atLeast("--threads", 1, threads);
    return threads;
  }

  boolean asJson() {
    return asJson;
  }
}
