package io.qklm.benchmarks.summary;

import io.qklm.benchmarks.DataOption;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.ModelBundle;
import io.qklm.model.Qklm;
import io.qklm.model.QklmOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that summarize texts drawn at random, taken by {@code @Mixin}. */
final class DrawnTexts {

  @Mixin private DataOption data = new DataOption();

  @Option(names = "--knowledge", required = true, description = "A snapshot's folder.")
  private Path knowledge = Path.of("");

  @Option(
      names = "--bundle",
      defaultValue = "",
      description = "A model bundle's folder; default: the bundle that comes with the code.")
  private String bundle = "";

  @Option(
      names = "--documents",
      defaultValue = "300",
      description = "Documents of each set, drawn at random; default: ${DEFAULT-VALUE}.")
  private int documents;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of the draw and of resamples; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--show", description = "Prints the sentences that count.")
  private boolean show;

  /** Reads a set from the data folder. */
  @FunctionalInterface
  interface Reader {
    List<NewsText> read(Path data) throws IOException;
  }

  /** What is done with the engine. */
  @FunctionalInterface
  interface Work {
    void with(Qklm qklm) throws IOException;
  }

  /** Opens the engine and says which it is. */
  void run(PrintWriter out, Work work) throws IOException {
    ModelBundle model = ModelBundle.named(bundle);
    try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(knowledge);
        Qklm qklm = Qklm.open(model, snapshot, QklmOptions.defaults())) {
      out.printf(
          "summaries; model %s; date %s; seed %d%n",
          model.name(), LocalDate.now(ZoneOffset.UTC), seed);
      work.with(qklm);
    }
  }

  /** Texts of a set. */
  List<NewsText> drawn(Reader set) throws IOException {
    List<NewsText> texts = new ArrayList<>(set.read(data.folder()));
    Collections.shuffle(texts, new Random(seed));
    return texts.subList(0, Math.min(documents, texts.size()));
  }

  long seed() {
    return seed;
  }

  /** Whether any sentence is of a kind; those that are, are printed where that was asked for. */
  boolean any(PrintWriter out, String kind, List<String> sentences, Predicate<String> is) {
    List<String> found = sentences.stream().filter(is).toList();
    if (show) {
      found.forEach(sentence -> out.println("  " + kind + ": " + sentence.replace('\n', ' ')));
    }
    return !found.isEmpty();
  }

  boolean shows() {
    return show;
  }
}
