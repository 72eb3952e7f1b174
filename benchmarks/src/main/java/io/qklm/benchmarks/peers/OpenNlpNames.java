package io.qklm.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import opennlp.tools.namefind.NameFinderME;
import opennlp.tools.namefind.NameSample;
import opennlp.tools.namefind.TokenNameFinderFactory;
import opennlp.tools.namefind.TokenNameFinderModel;
import opennlp.tools.util.ObjectStream;
import opennlp.tools.util.ObjectStreamUtils;
import opennlp.tools.util.Span;
import opennlp.tools.util.TrainingParameters;

/** A name finder of OpenNLP's, learned with its default settings. */
public final class OpenNlpNames {

  private OpenNlpNames() {}

  /**
   * Learns from a file.
   *
   * @param file a token and its label in BIO a line, parted by a tab, a blank line between
   *     sentences
   */
  public static TokenNameFinderModel train(Path file) throws IOException {
    try (ObjectStream<NameSample> samples = ObjectStreamUtils.createObjectStream(read(file))) {
      return NameFinderME.train(
          "en", null, samples, TrainingParameters.defaultParams(), new TokenNameFinderFactory());
    }
  }

  /** The sentences of such a file. */
  static List<NameSample> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "the set "
              + file
              + ", which OpenNLP's name finder learns from, is missing; name the data folder with"
              + " --data or QKLM_DATA");
    }
    List<NameSample> samples = new ArrayList<>();
    List<String> tokens = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      String[] columns = line.strip().split("\t", -1);
      if (columns.length == 2) {
        tokens.add(columns[0]);
        labels.add(columns[1]);
      } else if (!tokens.isEmpty()) {
        samples.add(sample(tokens, labels));
      }
    }
    if (!tokens.isEmpty()) {
      samples.add(sample(tokens, labels));
    }
    return samples;
  }

  private static NameSample sample(List<String> tokens, List<String> labels) {
    List<Span> names = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < labels.size(); i++) {
      String label = labels.get(i);
      if (label.startsWith("B-")) {
        start = i;
      }
      boolean goesOn = i + 1 < labels.size() && labels.get(i + 1).startsWith("I-");
      if (!label.equals("O") && !goesOn) {
        names.add(new Span(start, i + 1, label.substring(2)));
      }
    }
    NameSample sample =
        new NameSample(tokens.toArray(String[]::new), names.toArray(Span[]::new), true);
    tokens.clear();
    labels.clear();
    return sample;
  }
}
