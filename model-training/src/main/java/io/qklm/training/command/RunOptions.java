package io.qklm.training.command;

import io.qklm.training.data.DataFiles;
import io.qklm.training.run.RunFolder;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that every command over a run takes. */
public final class RunOptions {

  @Option(names = "--config", required = true, description = "the run, a JSON file")
  private Path config = Path.of("");

  @Option(names = "--data", description = "data folder; default: $QKLM_DATA or ../shared/data")
  private @Nullable Path data;

  @Option(names = "--knowledge", description = "folder of the snapshot that the run learns with")
  private @Nullable Path knowledge;

  @Option(
      names = "--checkpoints",
      description = "where runs keep their folders; default: ${DEFAULT-VALUE}")
  private Path checkpoints = Path.of(".work", "checkpoints");

  @Option(names = "--threads", description = "default: ${DEFAULT-VALUE}")
  private int threads = 2;

  Path config() {
    return config;
  }

  Path checkpoints() {
    return checkpoints;
  }

  /** The best weights of the run {@code name}. */
  Path best(String name) {
    return RunFolder.best(checkpoints.resolve(name));
  }

  int threads() {
    return threads;
  }

  Optional<Path> knowledge() {
    return Optional.ofNullable(knowledge);
  }

  Path data() {
    return DataFiles.folder(data);
  }
}
