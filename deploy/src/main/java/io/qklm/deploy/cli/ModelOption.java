package io.qklm.deploy.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --model}, for every command that runs the engine. */
final class ModelOption {

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "Folder of a model bundle. Without it the model that comes with qklm is taken.")
  private @Nullable Path folder;

  Optional<Path> folder() {
    return Optional.ofNullable(folder);
  }
}
