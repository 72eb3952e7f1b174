package io.qklm.benchmarks.linking;

import io.qklm.benchmarks.DataOption;
import io.qklm.benchmarks.data.GoldDocument;
import io.qklm.benchmarks.data.LinkingSets;
import io.qklm.document.SentenceSplitter;
import io.qklm.kg.EntityId;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.ModelBundle;
import io.qklm.model.QklmOptions;
import io.qklm.model.SentenceEncoder;
import io.qklm.model.encoding.EncodedDocument;
import io.qklm.model.linking.EntityLinker;
import io.qklm.model.linking.Link;
import io.qklm.model.linking.LinkingOptions;
import io.qklm.model.linking.LinkingWeights;
import io.qklm.model.stage.StageTimes;
import io.qklm.text.CodePointIndex;
import io.qklm.text.Span;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Climbs, one weight at a time, to the linking weights with the best mean F1 on sets that no table
 * reports.
 */
@Command(
    name = "tune-linking",
    description = "Searches linking weights on training sets; prints the best.",
    mixinStandardHelpOptions = true)
public final class TuneLinkingCommand implements Callable<Integer> {

  private static final double SMALLEST_STEP = 0.1;

  @Mixin private DataOption data = new DataOption();

  @Option(names = "--knowledge", required = true, description = "The development knowledge.")
  private Path knowledge = Path.of("");

  @Option(
      names = "--sets",
      split = ",",
      defaultValue = "aida-train,rss-500,oke-2016-train",
      description = "Default: ${DEFAULT-VALUE}.")
  private List<String> sets = List.of();

  @Option(names = "--limit", defaultValue = "150", description = "Documents of each set, drawn.")
  private int limit;

  @Option(names = "--seed", defaultValue = "1", description = "Of the draw.")
  private long seed;

  @Spec private CommandSpec spec;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  public TuneLinkingCommand() {}

  private record Sample(
      EncodedDocument document, Map<Span, GoldDocument.GoldMention> gold, int covered) {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(knowledge)) {
      List<List<Sample>> samples = samples(snapshot);
      double[] best = WeightVector.values(LinkingWeights.defaults());
      double score = score(snapshot, samples, best);
      out.printf(Locale.ROOT, "start %.2f%n", score);
      for (double step = 0.8; step >= SMALLEST_STEP; step /= 2) {
        boolean improved = true;
        while (improved) {
          improved = false;
          for (int i = 0; i < best.length; i++) {
            for (double change : new double[] {step, -step}) {
              double[] tried = best.clone();
              tried[i] += change;
              double reached = score(snapshot, samples, tried);
              if (reached > score + 0.02) {
                best = tried;
                score = reached;
                improved = true;
                break;
              }
            }
          }
          out.printf(Locale.ROOT, "step %.2f: %.2f %s%n", step, score, Arrays.toString(best));
          out.flush();
        }
      }
    }
    return 0;
  }

  private List<List<Sample>> samples(KnowledgeSnapshot snapshot) throws IOException {
    LinkingSets gold = LinkingSets.in(data.folder());
    SentenceSplitter splitter = new SentenceSplitter();
    List<List<Sample>> samples = new ArrayList<>();
    try (SentenceEncoder encoder = SentenceEncoder.open(ModelBundle.zeroShot(), 2)) {
      for (String set : sets) {
        List<GoldDocument> documents = new ArrayList<>(gold.named(set));
        Collections.shuffle(documents, new Random(seed));
        List<Sample> encoded = new ArrayList<>();
        for (GoldDocument document : documents.subList(0, Math.min(limit, documents.size()))) {
          String text = document.text();
          encoded.add(sample(snapshot, document, encoder.encode(text, splitter.split(text, "en"))));
        }
        samples.add(encoded);
      }
    }
    return samples;
  }

  private static Sample sample(
      KnowledgeSnapshot snapshot, GoldDocument document, EncodedDocument encoded) {
    CodePointIndex index = CodePointIndex.of(document.text());
    Map<Span, GoldDocument.GoldMention> gold = new HashMap<>();
    int covered = 0;
    for (GoldDocument.GoldMention mention : document.mentions()) {
      gold.put(index.toUtf16(mention.span()), mention);
      boolean known =
          mention.ids().stream().anyMatch(id -> snapshot.ordinal(new EntityId(id)).isPresent());
      covered += known ? 1 : 0;
    }
    return new Sample(encoded, gold, covered);
  }

  /** Mean over the sets of the micro F1 on covered gold, in percent. */
  private static double score(
      KnowledgeSnapshot snapshot, List<List<Sample>> sets, double[] weights) {
    QklmOptions options = QklmOptions.defaults();
    EntityLinker linker =
        new EntityLinker(
            snapshot,
            new LinkingOptions(
                options.candidates(), LinkingOptions.THRESHOLD, WeightVector.of(weights)));
    return sets.stream()
        .mapToDouble(
            set ->
                LinkCounts.sum(set.parallelStream().map(one -> count(linker, one)).toList())
                    .coveredF1())
        .average()
        .orElse(0);
  }

  private static LinkCounts count(EntityLinker linker, Sample sample) {
    int right = 0;
    int predicted = 0;
    for (Link link : linker.link(sample.document(), span -> true, new StageTimes())) {
      if (link.entity().isPresent()) {
        predicted++;
        GoldDocument.GoldMention gold = sample.gold().get(link.span());
        boolean hit = gold != null && gold.ids().contains(link.entity().get().id().value());
        right += hit ? 1 : 0;
      }
    }
    return new LinkCounts(
        right,
        predicted,
        sample.covered(),
        sample.gold().size(),
        0,
        0,
        new LinkCounts.WithNil(0, 0, 0));
  }
}
