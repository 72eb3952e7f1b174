package io.qklm.deploy.cli;

import java.io.IOException;
import java.nio.file.Files;
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

  /**
   * The bundle's folder; empty for the one that comes with qklm.
   *
   * @throws IOException if it is not there
   */
  Optional<Path> folder() throws IOException {
    if (folder != null && !Files.isDirectory(folder)) {
      throw new IOException(
          "there is no model folder '"
              + folder
              + "'; name one that holds a bundle's manifest.json, or leave out --model");
    }
    return Optional.ofNullable(folder);
  }
}
