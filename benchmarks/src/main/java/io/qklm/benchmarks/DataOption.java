package io.qklm.benchmarks;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/**
 * Where the evaluation data stands: {@code --data}, else {@code QKLM_DATA}, else {@code
 * ../shared/data}.
 */
public final class DataOption {

  @Option(
      names = "--data",
      description = "Folder of the evaluation data; default: QKLM_DATA or ../shared/data.")
  private Path data = defaultFolder(System.getenv());

  /** The folder, whether it exists or not. */
  public Path folder() {
    return data;
  }

  private static Path defaultFolder(Map<String, String> environment) {
    return Path.of(environment.getOrDefault("QKLM_DATA", "../shared/data"));
  }
}
