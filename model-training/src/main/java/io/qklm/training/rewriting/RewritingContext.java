package io.qklm.training.rewriting;

import io.qklm.training.knowledge.TrainingKnowledge;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What changes of texts are made with: one for a run, since the words for countries are large. */
public final class RewritingContext {

  private final TrainingKnowledge knowledge;
  private final Map<String, String> invented;
  private final Path data;
  private final long seed;
  private final Map<String, CountryWords> countryWords = new HashMap<>();

  /**
   * A context that borrows all.
   *
   * @param invented names of twins, by the id of the entity each stands for
   * @param data folder that entries name files in
   * @param seed of all draws
   */
  public RewritingContext(
      TrainingKnowledge knowledge, Map<String, String> invented, Path data, long seed) {
    this.knowledge = knowledge;
    this.invented = Map.copyOf(invented);
    this.data = data;
    this.seed = seed;
  }

  TrainingKnowledge knowledge() {
    return knowledge;
  }

  Map<String, String> invented() {
    return invented;
  }

  long seed() {
    return seed;
  }

  /** The words for countries of a folder of knowledge, read once. */
  CountryWords countryWords(String folder) throws IOException {
    CountryWords known = countryWords.get(folder);
    if (known == null) {
      known = CountryWords.read(data.resolve(folder));
      countryWords.put(folder, known);
    }
    return known;
  }
}
