package io.qklm.training.command;

import io.qklm.training.configuration.TrainingConfiguration;
import io.qklm.training.run.RunDigests;
import java.io.IOException;
import java.nio.file.Path;

/** Which configuration weights were learned by. */
final class LearnedBy {

  private LearnedBy() {}

  /**
   * Refuses weights that another configuration than {@code run} made, an edited one included.
   *
   * @param made what the weights say
   * @param remedy what to do
   */
  static void require(RunDigests made, TrainingConfiguration run, Path file, String remedy)
      throws IOException {
    String configuration = Digesting.configuration(run);
    if (!made.configuration().equals(configuration)) {
      throw new IOException(
          String.format(
              "the weights %s were learned by another configuration (%.12s) than '%s' is now"
                  + " (%.12s); %s",
              file, made.configuration(), run.name(), configuration, remedy));
    }
  }
}
