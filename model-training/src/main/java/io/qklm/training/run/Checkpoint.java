package io.qklm.training.run;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import io.qklm.training.engine.Parameters;
import io.qklm.training.onnx.Weight;
import io.qklm.training.optimize.AdamW;
import io.qklm.training.store.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A run's whole state in one file: parameters under their names, AdamW's moments under {@code
 * adamw.}, and in the metadata the step, the seed, batches taken of each task and steps taken by
 * each parameter. Random draws depend on seed and step alone, so there is no other state.
 *
 * @param step steps done
 * @param seed the run's seed
 * @param digests what the run is made with
 * @param taken batches taken of each task
 * @param skipped steps that the guard skipped
 * @param best the best first measure so far; NaN for none
 * @param sinceBest evaluations since
 */
record Checkpoint(
    long step,
    long seed,
    RunDigests digests,
    Map<String, Long> taken,
    long skipped,
    double best,
    int sinceBest) {

  private static final String TAKEN = "taken.";
  private static final String STEPS = "adamw.steps.";

  /** Writes this state with {@code parameters} and {@code optimizer} to {@code file}. */
  void write(Path file, Parameters parameters, AdamW optimizer) throws IOException {
    Map<String, Safetensors.Source> tensors = new LinkedHashMap<>(weights(parameters));
    optimizer.state().forEach((name, array) -> tensors.put(name, source(array)));
    Map<String, String> words = new LinkedHashMap<>();
    words.put("format", "pt");
    words.put("qklm.step", Long.toString(step));
    words.put("qklm.seed", Long.toString(seed));
    words.putAll(digests.metadata());
    words.put("qklm.skipped", Long.toString(skipped));
    words.put("qklm.best", Double.toString(best));
    words.put("qklm.sinceBest", Integer.toString(sinceBest));
    taken.forEach((task, count) -> words.put(TAKEN + task, Long.toString(count)));
    optimizer.steps().forEach((name, count) -> words.put(STEPS + name, Long.toString(count)));
    Safetensors.write(file, tensors, words);
  }

  /** All parameters, ready to be written. */
  static Map<String, Safetensors.Source> weights(Parameters parameters) {
    Map<String, Safetensors.Source> tensors = new LinkedHashMap<>();
    for (String name : parameters.names()) {
      tensors.put(name, source(parameters.get(name)));
    }
    return tensors;
  }

  private static Safetensors.Source source(NDArray array) {
    return new Safetensors.Source(array.getShape().getShape(), array::toFloatArray);
  }

  /**
   * Restores parameters and moments from {@code file}.
   *
   * @param expected what the run at hand is made with
   * @throws IOException if the file is no checkpoint, or of another run
   */
  static Checkpoint read(
      Path file, Parameters parameters, AdamW optimizer, long seed, RunDigests expected)
      throws IOException {
    Safetensors saved = Safetensors.open(file);
    Map<String, String> words = saved.metadata();
    if (number(file, words, "qklm.seed") != seed) {
      throw new IOException(
          file
              + " is of a run with the seed "
              + words.get("qklm.seed")
              + ", this one has "
              + seed
              + "; choose another output folder");
    }
    RunDigests digests =
        expected.require(
            RunDigests.of(words), file.toString(), "choose another folder, or delete this one");
    for (String name : parameters.names()) {
      Weight weight = saved.read(name);
      parameters.set(name, weight.shape(), weight.values());
    }
    for (Map.Entry<String, NDArray> moment : optimizer.state().entrySet()) {
      Weight weight = saved.read(moment.getKey());
      NDArray array = moment.getValue();
      try (NDArray values = array.getManager().create(weight.values(), array.getShape())) {
        array.set(new NDIndex("..."), values);
      }
    }
    optimizer.restoreSteps(counts(words, STEPS));
    return new Checkpoint(
        number(file, words, "qklm.step"),
        seed,
        digests,
        counts(words, TAKEN),
        number(file, words, "qklm.skipped"),
        Double.parseDouble(words.getOrDefault("qklm.best", "NaN")),
        (int) number(file, words, "qklm.sinceBest"));
  }

  private static Map<String, Long> counts(Map<String, String> words, String prefix) {
    Map<String, Long> counts = new LinkedHashMap<>();
    words.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            counts.put(key.substring(prefix.length()), Long.parseLong(value));
          }
        });
    return counts;
  }

  private static long number(Path file, Map<String, String> words, String key) throws IOException {
    String value = words.get(key);
    if (value == null) {
      throw new IOException(file + " is no checkpoint of a run: it does not say " + key);
    }
    return Long.parseLong(value);
  }
}
