package io.qklm.benchmarks.summary;

import com.fasterxml.jackson.databind.JsonNode;
import io.qklm.benchmarks.DataOption;
import io.qklm.benchmarks.data.DataDigest;
import io.qklm.benchmarks.data.JsonLines;
import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.SentenceSplitter;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.measure.Bootstrap;
import io.qklm.model.ModelBundle;
import io.qklm.model.Qklm;
import io.qklm.model.QklmOptions;
import io.qklm.model.SentenceEncoder;
import io.qklm.model.encoding.EncodedDocument;
import io.qklm.model.summary.ExtractiveSummarizer;
import io.qklm.model.summary.SummaryOptions;
import io.qklm.text.CodePointIndex;
import io.qklm.text.Span;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** ROUGE of the extractive summary on CNN/DailyMail, beside the first three sentences. */
@Command(
    name = "summaries",
    description = "ROUGE of extractive summaries on CNN/DailyMail, beside Lead-3.",
    mixinStandardHelpOptions = true)
public final class SummariesCommand implements Callable<Integer> {

  private static final int SENTENCES = 3;

  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--part",
      defaultValue = "val",
      description = "train or val of cnndm-lower; default: ${DEFAULT-VALUE}.")
  private String part = "";

  @Option(
      names = "--documents",
      defaultValue = "1000",
      description = "Documents drawn at random; default: ${DEFAULT-VALUE}, 0 for all.")
  private int documents;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of the draw; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--weights",
      split = ",",
      arity = "1",
      description = "One or more of centrality:position:redundancy to try beside the default.")
  private List<String> weights = List.of();

  @Option(
      names = "--bundle",
      description = "A trained bundle's folder, whose summaries are added; needs --knowledge.")
  private @Nullable Path bundle;

  @Option(names = "--knowledge", description = "A snapshot's folder, for --bundle.")
  private @Nullable Path knowledge;

  @Spec private CommandSpec spec;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  public SummariesCommand() {}

  /** A document with its sentences encoded and the summary that a person wrote. */
  private record Sample(EncodedDocument document, List<String> reference) {

    List<String> sentences(List<Span> spans) {
      return spans.stream().map(span -> span.in(document.text())).toList();
    }
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    ModelBundle untrained = ModelBundle.zeroShot();
    List<Sample> samples = encode(untrained);
    out.printf(
        "date %s%ncnndm-lower %s (data %s), %d documents, seed %d; model %s%n",
        LocalDate.now(ZoneOffset.UTC),
        part,
        DataDigest.of(file()),
        samples.size(),
        seed,
        untrained.name());
    out.println(
        "method                       ROUGE-1               ROUGE-2               ROUGE-Lsum");
    report(out, "lead-3", samples.stream().map(SummariesCommand::lead).toList());
    report(out, "qklm", summaries(samples, SummaryOptions.of(SENTENCES)));
    if (bundle != null) {
      ModelBundle trained = ModelBundle.open(bundle);
      report(out, trained.name(), engine(samples, trained));
    }
    for (String text : weights) {
      String[] w = text.split(":", -1);
      SummaryOptions options =
          new SummaryOptions(
              SENTENCES,
              Double.parseDouble(w[0]),
              Double.parseDouble(w[1]),
              0,
              Double.parseDouble(w[2]));
      report(out, text, summaries(samples, options));
    }
    return 0;
  }

  private Path file() {
    return data.folder().resolve("summarization/cnndm-lower/" + part + ".jsonl.gz");
  }

  private List<Sample> encode(ModelBundle model) throws IOException {
    List<JsonNode> nodes = JsonLines.read(file());
    Collections.shuffle(nodes, new Random(seed));
    List<JsonNode> drawn =
        documents > 0 ? nodes.subList(0, Math.min(documents, nodes.size())) : nodes;
    List<Sample> samples = new ArrayList<>();
    SentenceSplitter splitter = new SentenceSplitter();
    try (SentenceEncoder encoder = SentenceEncoder.open(model, 2)) {
      for (JsonNode node : drawn) {
        String text = node.get("article").asText();
        List<Span> sentences = splitter.split(text, "en");
        if (!sentences.isEmpty()) {
          List<String> reference = new ArrayList<>();
          node.get("summary").forEach(line -> reference.add(line.asText()));
          samples.add(new Sample(encoder.encode(text, sentences), reference));
        }
      }
    }
    return samples;
  }

  private static Rouge.Scores lead(Sample sample) {
    List<Span> sentences = sample.document().sentences();
    return Rouge.score(
        sample.sentences(sentences.subList(0, Math.min(SENTENCES, sentences.size()))),
        sample.reference());
  }

  private static List<Rouge.Scores> summaries(List<Sample> samples, SummaryOptions options) {
    ExtractiveSummarizer summarizer = new ExtractiveSummarizer(options);
    return samples.parallelStream()
        .map(
            sample ->
                Rouge.score(
                    sample.sentences(
                        summarizer.choose(sample.document(), Optional.empty()).stream()
                            .map(ExtractiveSummarizer.ChosenSentence::span)
                            .toList()),
                    sample.reference()))
        .toList();
  }

  /** The summaries that the engine gives. */
  private List<Rouge.Scores> engine(List<Sample> samples, ModelBundle trained) throws IOException {
    if (knowledge == null) {
      throw new IOException("--bundle needs --knowledge, the folder of a snapshot");
    }
    try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(knowledge);
        Qklm qklm = Qklm.open(trained, snapshot, QklmOptions.defaults())) {
      return samples.parallelStream().map(sample -> score(qklm, sample)).toList();
    }
  }

  private static Rouge.Scores score(Qklm qklm, Sample sample) {
    String text = sample.document().text();
    CodePointIndex index = CodePointIndex.of(text);
    List<Span> chosen = new ArrayList<>();
    if (qklm.enrich(List.of(Document.of("text", text))).get(0) instanceof Enrichment enrichment) {
      enrichment
          .summary()
          .ifPresent(
              summary -> summary.sentences().forEach(one -> chosen.add(index.toUtf16(one.span()))));
    }
    return Rouge.score(sample.sentences(chosen), sample.reference());
  }

  private void report(PrintWriter out, String method, List<Rouge.Scores> scores) {
    out.printf(
        Locale.ROOT,
        "%-28s %-21s %-21s %s%n",
        method,
        interval(scores, Rouge.Scores::one),
        interval(scores, Rouge.Scores::two),
        interval(scores, Rouge.Scores::lsum));
    out.flush();
  }

  private Bootstrap.Interval interval(
      List<Rouge.Scores> scores, ToDoubleFunction<Rouge.Scores> figure) {
    return Bootstrap.interval(
        scores, part -> part.stream().mapToDouble(figure).average().orElse(0), seed);
  }
}
