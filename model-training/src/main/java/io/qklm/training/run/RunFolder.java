package io.qklm.training.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The folder that a run keeps.
 *
 * @param path made if missing
 * @param digests what the run is made with; every file of weights says so
 */
public record RunFolder(Path path, RunDigests digests) {

  /** Everything that is needed to go on. */
  public Path checkpoint() {
    return path.resolve("checkpoint.safetensors");
  }

  /** The parameters at the end. */
  public Path model() {
    return path.resolve("model.safetensors");
  }

  /** The parameters of the best evaluation. */
  public Path best() {
    return best(path);
  }

  /** The parameters of the best evaluation of the run in {@code folder}. */
  public static Path best(Path folder) {
    return folder.resolve("best.safetensors");
  }

  /** The curve as numbers. */
  public Path curve() {
    return path.resolve("curve.csv");
  }

  /** The curve as a picture. */
  public Path picture() {
    return path.resolve("curve.png");
  }

  void create() throws IOException {
    Files.createDirectories(path);
  }

  /** The metadata of weights that were learned in {@code steps} steps. */
  Map<String, String> metadata(long steps) {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("format", "pt");
    words.put("qklm.step", Long.toString(steps));
    words.putAll(digests.metadata());
    return words;
  }
}
