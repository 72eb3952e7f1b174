package io.qklm.benchmarks.summary;

import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.SegmentedText;
import io.qklm.document.SentenceSplitter;
import io.qklm.measure.Bootstrap;
import io.qklm.model.Qklm;
import io.qklm.model.summary.SummaryCandidates;
import io.qklm.text.CodePointIndex;
import io.qklm.text.Span;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Summaries of texts in natural case: how clean they are, and ROUGE beside the first sentences. */
@Command(
    name = "natural-summaries",
    description =
        "Junk, dangling openings and ROUGE beside Lead-3 of summaries of CNN/DM in natural case,"
            + " BBC and press releases.",
    mixinStandardHelpOptions = true)
public final class NaturalSummariesCommand implements Callable<Integer> {

  private static final int LEAD = 3;

  @Mixin private DrawnTexts texts = new DrawnTexts();

  @Option(
      names = "--sets",
      split = ",",
      defaultValue = "cnndm-cased,bbc,senate-press",
      description = "Which sets; default: ${DEFAULT-VALUE}.")
  private List<String> sets = List.of();

  @Spec private CommandSpec spec;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  public NaturalSummariesCommand() {}

  private static final Map<String, DrawnTexts.Reader> SETS =
      Map.of(
          "cnndm-cased", NewsTexts::cnnDailyMail,
          "bbc", NewsTexts::bbc,
          "senate-press", NewsTexts::pressReleases);

  /** A text's figures. */
  private record Judged(
      boolean summarized,
      boolean junk,
      boolean piece,
      boolean quotation,
      boolean dangling,
      boolean lead,
      Rouge.Scores ours,
      Rouge.Scores leadScores) {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    texts.run(
        out,
        qklm -> {
          for (String set : sets) {
            DrawnTexts.Reader reader = SETS.get(set);
            if (reader == null) {
              throw new IOException("there is no set '" + set + "'; there are " + SETS.keySet());
            }
            List<Judged> judged = new ArrayList<>();
            for (NewsText text : texts.drawn(reader)) {
              judged.add(judge(out, qklm, text));
            }
            report(out, set, judged);
          }
        });
    return 0;
  }

  private Judged judge(PrintWriter out, Qklm qklm, NewsText news) {
    String text = news.text();
    CodePointIndex index = CodePointIndex.of(text);
    List<Span> spans = new ArrayList<>();
    if (qklm.enrich(List.of(Document.of("text", text))).get(0) instanceof Enrichment enrichment) {
      enrichment
          .summary()
          .ifPresent(
              summary -> summary.sentences().forEach(one -> spans.add(index.toUtf16(one.span()))));
    }
    List<String> sentences = spans.stream().map(span -> span.in(text)).toList();
    List<Span> lead = lead(text);
    boolean dangling = Blemishes.dangles(text, spans);
    if (texts.shows() && dangling) {
      out.println("  dangling: " + sentences);
    }
    return new Judged(
        !spans.isEmpty(),
        texts.any(out, "junk", sentences, Blemishes::isJunk),
        texts.any(out, "piece", sentences, Blemishes::isPiece),
        texts.any(
            out, "quotation", List.of(String.join(" ", sentences)), Blemishes::hasOpenQuotation),
        dangling,
        isLead(spans, lead),
        Rouge.score(sentences, news.reference()),
        Rouge.score(lead.stream().map(span -> span.in(text)).toList(), news.reference()));
  }

  /** The first sentences of running text: bylines and captions would make it easy to be better. */
  private static List<Span> lead(String text) {
    SegmentedText segmented = new SentenceSplitter().segment(text, "en");
    return SummaryCandidates.of(segmented).stream()
        .limit(LEAD)
        .map(number -> segmented.sentences().get(number).span())
        .toList();
  }

  /** Whether the summary is the text's first sentences. */
  private static boolean isLead(List<Span> spans, List<Span> lead) {
    return spans.size() == lead.size()
        && (spans.isEmpty()
            || spans.get(spans.size() - 1).end() <= lead.get(lead.size() - 1).end());
  }

  private void report(PrintWriter out, String set, List<Judged> all) {
    List<Judged> judged = all.stream().filter(Judged::summarized).toList();
    out.printf(
        Locale.ROOT,
        "%n%s: %d texts, %d summaries, %.0f of 100 the first three sentences%n",
        set,
        all.size(),
        judged.size(),
        share(judged, Judged::lead, 100));
    out.printf(
        Locale.ROOT,
        "with junk %.1f of 1,000; with a piece %.1f of 1,000; with half a quotation %.1f of 100;"
            + " pointing to what was left out %.1f of 100%n",
        share(judged, Judged::junk, 1000),
        share(judged, Judged::piece, 1000),
        share(judged, Judged::quotation, 100),
        share(judged, Judged::dangling, 100));
    out.println("               summary            lead-3             difference, paired");
    line(out, "ROUGE-1", judged, Rouge.Scores::one);
    line(out, "ROUGE-2", judged, Rouge.Scores::two);
    line(out, "ROUGE-Lsum", judged, Rouge.Scores::lsum);
    out.flush();
  }

  private void line(
      PrintWriter out, String name, List<Judged> judged, ToDoubleFunction<Rouge.Scores> figure) {
    out.printf(
        Locale.ROOT,
        "%-14s %-18s %-18s %s%n",
        name,
        mean(judged, one -> figure.applyAsDouble(one.ours())),
        mean(judged, one -> figure.applyAsDouble(one.leadScores())),
        mean(
            judged,
            one -> figure.applyAsDouble(one.ours()) - figure.applyAsDouble(one.leadScores())));
  }

  private Bootstrap.Interval mean(List<Judged> judged, ToDoubleFunction<Judged> figure) {
    return Bootstrap.interval(
        judged, part -> part.stream().mapToDouble(figure).average().orElse(0), texts.seed());
  }

  private static double share(List<Judged> judged, Predicate<Judged> is, int of) {
    return of * (double) judged.stream().filter(is).count() / Math.max(1, judged.size());
  }
}
