package io.qklm.benchmarks.summary;

import io.qklm.benchmarks.DataOption;
import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.Outcome;
import io.qklm.document.Summary;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.ModelBundle;
import io.qklm.model.Qklm;
import io.qklm.model.QklmOptions;
import io.qklm.text.CodePointIndex;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How many summaries hold what no summary should: bylines, captions, datelines, notices, sentences
 * said twice, and pieces of sentences.
 */
@Command(
    name = "clean-summaries",
    description = "Share of summaries with junk and with pieces of sentences, on CNN/DM and BBC.",
    mixinStandardHelpOptions = true)
public final class CleanSummariesCommand implements Callable<Integer> {

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
      description = "Of the draw; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--show", description = "Prints the sentences that count.")
  private boolean show;

  @Spec private CommandSpec spec;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  public CleanSummariesCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    ModelBundle model = ModelBundle.named(bundle);
    try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(knowledge);
        Qklm qklm = Qklm.open(model, snapshot, QklmOptions.defaults())) {
      out.printf(
          "summaries; model %s; date %s; seed %d%n",
          model.name(), LocalDate.now(ZoneOffset.UTC), seed);
      out.println("set            texts  summaries  with junk  with a piece  said twice");
      report(out, qklm, "cnndm-cased", NewsTexts.cnnDailyMail(data.folder()));
      report(out, qklm, "bbc", NewsTexts.bbc(data.folder()));
    }
    return 0;
  }

  private void report(PrintWriter out, Qklm qklm, String set, List<NewsText> all) {
    List<String> texts = new ArrayList<>(all.stream().map(NewsText::text).toList());
    Collections.shuffle(texts, new Random(seed));
    int summaries = 0;
    int junk = 0;
    int pieces = 0;
    int twice = 0;
    List<String> drawn = texts.subList(0, Math.min(documents, texts.size()));
    for (String text : drawn) {
      Outcome outcome = qklm.enrich(List.of(Document.of(set, text))).get(0);
      if (!(outcome instanceof Enrichment enrichment) || enrichment.summary().isEmpty()) {
        continue;
      }
      summaries++;
      List<String> sentences = sentences(text, enrichment.summary().get());
      Set<String> distinct = new HashSet<>(sentences);
      junk += count(out, "junk", sentences, Blemishes::isJunk);
      pieces += count(out, "piece", sentences, Blemishes::isPiece);
      twice += distinct.size() < sentences.size() ? 1 : 0;
    }
    out.printf(
        Locale.ROOT,
        "%-12s %7d %10d %9.1f%% %12.1f%% %10.1f%%%n",
        set,
        drawn.size(),
        summaries,
        100.0 * junk / summaries,
        100.0 * pieces / summaries,
        100.0 * twice / summaries);
    out.flush();
  }

  private static List<String> sentences(String text, Summary summary) {
    CodePointIndex index = CodePointIndex.of(text);
    return summary.sentences().stream()
        .map(sentence -> index.toUtf16(sentence.span()).in(text))
        .toList();
  }

  /** 1 if any sentence is of the kind. */
  private int count(
      PrintWriter out,
      String kind,
      List<String> sentences,
      java.util.function.Predicate<String> is) {
    List<String> found = sentences.stream().filter(is).toList();
    if (show) {
      found.forEach(sentence -> out.println("  " + kind + ": " + sentence.replace('\n', ' ')));
    }
    return found.isEmpty() ? 0 : 1;
  }
}
