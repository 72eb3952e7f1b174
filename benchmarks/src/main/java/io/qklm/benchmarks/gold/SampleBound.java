package io.qklm.benchmarks.gold;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The figures that the sample news reached when they were last recorded.
 *
 * @param wrong links said that are wrong
 * @param wrongInFirstTen those in the first ten documents
 * @param missed mentions without their link
 * @param refusedByName mentions refused although the entity has exactly this name
 * @param tolerance how many more are let pass: processors round the model's numbers differently
 */
public record SampleBound(
    int wrong, int wrongInFirstTen, int missed, int refusedByName, int tolerance) {

  private static final int TOLERANCE = 3;

  static SampleBound of(SampleRun run) {
    LinkScore total = run.total();
    return new SampleBound(
        total.wrong(), run.firstTen().wrong(), total.missed(), total.refusedByName(), TOLERANCE);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if the file is missing or lacks a figure
   */
  public static SampleBound read(Path file) throws IOException {
    Properties values = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      values.load(reader);
    }
    return new SampleBound(
        figure(file, values, "wrong"),
        figure(file, values, "wrongInFirstTen"),
        figure(file, values, "missed"),
        figure(file, values, "refusedByName"),
        figure(file, values, "tolerance"));
  }

  private static int figure(Path file, Properties values, String name) throws IOException {
    String value = values.getProperty(name, "").strip();
    if (!value.matches("\\d{1,6}")) {
      throw new IOException(
          file
              + " has '"
              + value
              + "' for '"
              + name
              + "', which is no count; write the file anew with"
              + " 'benchmarks/run sample-gold --write-bound'");
    }
    return Integer.parseInt(value);
  }

  void write(Path file) throws IOException {
    Files.writeString(
        file,
        "# Written by 'benchmarks/run sample-gold --write-bound'; GoldIT fails above these.\n"
            + "wrong="
            + wrong
            + "\nwrongInFirstTen="
            + wrongInFirstTen
            + "\nmissed="
            + missed
            + "\nrefusedByName="
            + refusedByName
            + "\ntolerance="
            + tolerance
            + "\n");
  }

  /** A sentence for each figure of {@code run} that is above this. */
  public List<String> exceededBy(SampleRun run) {
    List<String> sentences = new ArrayList<>();
    SampleBound now = of(run);
    add(sentences, "wrong links", now.wrong, wrong);
    add(sentences, "wrong links in the first ten documents", now.wrongInFirstTen, wrongInFirstTen);
    add(sentences, "missed links", now.missed, missed);
    add(sentences, "names refused that an entity has exactly so", now.refusedByName, refusedByName);
    return sentences;
  }

  private void add(List<String> sentences, String what, int now, int recorded) {
    if (now > recorded + tolerance) {
      sentences.add(now + " " + what + ", " + recorded + " were recorded");
    }
  }
}
