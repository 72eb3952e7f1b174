package io.qklm.stories.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What each clue weighs, fitted by {@code benchmarks/run fit-stories}: the sigmoid of the weighted
 * sum is the probability that a document belongs to a story.
 *
 * @param clues a weight for each {@link Clue}, in their order
 * @param join probability from which a document joins
 * @param merge probability, of one story's belonging to another, from which the two merge
 */
@SuppressWarnings("ArrayRecordComponent") // read by the scorer, never compared
public record StoryWeights(double[] clues, double join, double merge) {

  private static final String JOIN = "join";
  private static final String MERGE = "merge";

  public StoryWeights {
    if (clues.length != Clue.values().length) {
      throw new IllegalArgumentException(
          "%d weights for %d clues".formatted(clues.length, Clue.values().length));
    }
    clues = clues.clone();
  }

  /** For documents with vectors. */
  public static StoryWeights withVectors() {
    return bundled("with-vectors.txt");
  }

  /** For documents without vectors. */
  public static StoryWeights withoutVectors() {
    return bundled("without-vectors.txt");
  }

  private static StoryWeights bundled(String name) {
    try (InputStream in = StoryWeights.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "the weights " + name + " are missing beside " + StoryWeights.class.getName());
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The probability that these clues give. */
  public double probability(double[] values) {
    double sum = 0;
    for (int i = 0; i < clues.length; i++) {
      sum += clues[i] * values[i];
    }
    return 1 / (1 + Math.exp(-sum));
  }

  /** The same with other thresholds. */
  public StoryWeights withThresholds(double otherJoin, double otherMerge) {
    return new StoryWeights(clues, otherJoin, otherMerge);
  }

  /** As text, a name and a number a line; {@code #} begins a comment. */
  public String write() {
    StringBuilder out = new StringBuilder();
    Clue[] all = Clue.values();
    for (int i = 0; i < all.length; i++) {
      out.append(String.format(Locale.ROOT, "%s %.5f\n", name(all[i]), clues[i]));
    }
    return out.append(String.format(Locale.ROOT, "%s %.4f\n%s %.4f\n", JOIN, join, MERGE, merge))
        .toString();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if a line is no name and number, or a name is missing
   */
  public static StoryWeights parse(String text) {
    Map<String, Double> values = new HashMap<>();
    for (String line : text.lines().toList()) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.trim().split("\\s+", -1);
        if (parts.length != 2) {
          throw new IllegalArgumentException(
              "'" + line + "' is no line of weights; a name and a number are expected");
        }
        values.put(parts[0], Double.parseDouble(parts[1]));
      }
    }
    Clue[] all = Clue.values();
    double[] clues = new double[all.length];
    for (int i = 0; i < all.length; i++) {
      clues[i] = required(values, name(all[i]));
    }
    return new StoryWeights(clues, required(values, JOIN), required(values, MERGE));
  }

  private static double required(Map<String, Double> values, String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the weights lack a line '" + name + "'");
    }
    return value;
  }

  private static String name(Clue clue) {
    return clue.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
