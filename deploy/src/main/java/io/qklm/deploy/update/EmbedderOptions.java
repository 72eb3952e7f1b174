package io.qklm.deploy.update;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The model that gives new entities their vectors.
 *
 * @param model folder of the model bundle; the one that comes with the code if empty
 * @param threads entities embedded at a time
 */
public record EmbedderOptions(Optional<Path> model, int threads) {

  public EmbedderOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("1 or more threads embed, got " + threads);
    }
  }

  /** All processors but one. */
  public static EmbedderOptions of(Optional<Path> model) {
    return new EmbedderOptions(model, Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
  }
}
