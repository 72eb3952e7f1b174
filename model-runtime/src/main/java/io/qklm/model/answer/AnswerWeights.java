package io.qklm.model.answer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * How much each {@link Clue} weighs, as {@code benchmarks/run fit-answers} fitted it by logistic
 * regression: once to rank readings of a question, once to say how likely the first is right.
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record AnswerWeights(double[] rank, double[] sure) {

  private static final String RESOURCE = "weights.txt";

  /** Those that come with the code. */
  public static AnswerWeights fitted() {
    try (InputStream in = AnswerWeights.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IOException(RESOURCE + " is missing from this build");
      }
      return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads lines of a clue's name and its two weights.
   *
   * @throws IllegalArgumentException if a clue is unknown or a number is none
   */
  static AnswerWeights read(String text) {
    double[] rank = new double[Clue.COUNT];
    double[] sure = new double[Clue.COUNT];
    for (String line : text.split("\n", -1)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] cells = line.strip().split("\\s+", -1);
        Clue clue = Clue.valueOf(cells[0]);
        clue.set(rank, Double.parseDouble(cells[1]));
        clue.set(sure, Double.parseDouble(cells[2]));
      }
    }
    return new AnswerWeights(rank, sure);
  }

  /** In the form that is read. */
  public String write() {
    StringBuilder lines = new StringBuilder();
    lines.append("# Clue, its weight in ranking readings, its weight in how sure one is.\n");
    for (Clue clue : Clue.values()) {
      lines.append(
          String.format(Locale.ROOT, "%s %.3f %.3f%n", clue, clue.in(rank), clue.in(sure)));
    }
    return lines.toString();
  }

  double rank(double[] clues) {
    return product(rank, clues);
  }

  /** Probability that a reading is right. */
  double sure(double[] clues) {
    return 1 / (1 + Math.exp(-product(sure, clues)));
  }

  private static double product(double[] weights, double[] clues) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * clues[i];
    }
    return sum;
  }
}
