package io.qklm.benchmarks.summary;

import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.Outcome;
import io.qklm.document.Summary;
import io.qklm.model.Qklm;
import io.qklm.text.CodePointIndex;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

  @Mixin private DrawnTexts texts = new DrawnTexts();

  @Spec private CommandSpec spec;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  public CleanSummariesCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    texts.run(
        out,
        qklm -> {
          out.println("set            texts  summaries  with junk  with a piece  said twice");
          report(out, qklm, "cnndm-cased", texts.drawn(NewsTexts::cnnDailyMail));
          report(out, qklm, "bbc", texts.drawn(NewsTexts::bbc));
        });
    return 0;
  }

  private void report(PrintWriter out, Qklm qklm, String set, List<NewsText> drawn) {
    int summaries = 0;
    int junk = 0;
    int pieces = 0;
    int twice = 0;
    for (NewsText one : drawn) {
      String text = one.text();
      Outcome outcome = qklm.enrich(List.of(Document.of(set, text))).get(0);
      if (!(outcome instanceof Enrichment enrichment) || enrichment.summary().isEmpty()) {
        continue;
      }
      summaries++;
      List<String> sentences = sentences(text, enrichment.summary().get());
      Set<String> distinct = new HashSet<>(sentences);
      junk += texts.any(out, "junk", sentences, Blemishes::isJunk) ? 1 : 0;
      pieces += texts.any(out, "piece", sentences, Blemishes::isPiece) ? 1 : 0;
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
}
