package io.qklm.deploy.cli;

import io.qklm.model.ModelBundle;
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
      description =
          "Folder of a model bundle, zero-shot for the published encoder alone, or large for the"
              + " large network for names (see qklm model fetch). Without it the model that comes"
              + " with qklm is taken.")
  private @Nullable Path folder;

  /**
   * The bundle's folder, absolute, or the word; empty for the one that comes with qklm.
   *
   * @throws IOException if it is not there
   */
  Optional<Path> folder() throws IOException {
    if (folder == null || ModelBundle.comesWithTheCode(folder.toString())) {
      return Optional.ofNullable(folder);
    }
    if (!Files.isDirectory(folder)) {
      throw new IOException(
          "there is no model folder '"
              + folder
              + "'; name one that holds a bundle's manifest.json, the word zero-shot for"
              + " the published encoder alone, the word large for the large network for names, or"
              + " leave out --model");
    }
    return Optional.of(folder.toAbsolutePath());
  }
}
