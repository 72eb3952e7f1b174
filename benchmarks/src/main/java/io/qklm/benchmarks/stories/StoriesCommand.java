package io.qklm.benchmarks.stories;

import io.qklm.benchmarks.stories.Clustering.BCubed;
import io.qklm.benchmarks.stories.Clustering.Pair;
import io.qklm.benchmarks.stories.Clustering.Share;
import io.qklm.benchmarks.stories.StoryStream.Means;
import io.qklm.benchmarks.stories.StoryStream.Vectors;
import io.qklm.measure.Bootstrap;
import io.qklm.stories.cluster.StoryOptions;
import io.qklm.stories.cluster.StoryWeights;
import io.qklm.stories.term.TermFrequencies;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** B-cubed and ARI of stories, in the order in which documents arrive, beside baselines. */
@Command(
    name = "stories",
    description =
        "B-cubed F1 and ARI of stories on a third of the stories of six sets, beside single-pass"
            + " clustering by words, by MiniLM and by entities.",
    mixinStandardHelpOptions = true)
public final class StoriesCommand implements Callable<Integer> {

  private static final long SEED = 25;
  private static final int ORDERS = 5;

  @Mixin private StorySource source = new StorySource();

  @Option(names = "--with-vectors", description = "Other weights for documents with vectors.")
  private @Nullable Path withVectors;

  @Option(names = "--without-vectors", description = "Other weights for documents without.")
  private @Nullable Path withoutVectors;

  @Spec private CommandSpec spec;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  public StoriesCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("stories; date %s; seed %d%n", LocalDate.now(ZoneOffset.UTC), SEED);
    TermFrequencies language = TermFrequencies.bundled();
    List<StoryStream> all = source.read(List.of(StorySet.values()), language, out);
    List<StoryStream> fitting =
        all.stream()
            .filter(stream -> stream.set().open())
            .map(stream -> stream.part(false).inOrder(SEED))
            .toList();
    Map<String, Grouping> ways = baselines(fitting, language, out);
    ways.putAll(stories(language));
    out.printf(
        "%-18s %-28s %5s %7s  %-20s %9s %6s %5s%n",
        "set", "way", "docs", "stories", "B-cubed F1", "precision", "recall", "ARI");
    for (StoryStream stream : all) {
      for (Map.Entry<String, Grouping> way : ways.entrySet()) {
        report(out, stream.part(true), way.getKey(), way.getValue());
      }
    }
    return 0;
  }

  private Map<String, Grouping> stories(TermFrequencies language) throws IOException {
    StoryOptions options = StoryOptions.defaults();
    StoryWeights with = weights(withVectors, StoryWeights.withVectors());
    StoryWeights without = weights(withoutVectors, StoryWeights.withoutVectors());
    Map<String, Grouping> ways = new LinkedHashMap<>();
    ways.put(
        "stories", new Grouping.Stories(with, options, new Means(Vectors.MINILM, true), language));
    ways.put(
        "stories, no knowledge",
        new Grouping.Stories(with, options, new Means(Vectors.MINILM, false), language));
    ways.put(
        "stories, no vectors",
        new Grouping.Stories(without, options, new Means(Vectors.NONE, true), language));
    ways.put(
        "stories, neither",
        new Grouping.Stories(without, options, new Means(Vectors.NONE, false), language));
    return ways;
  }

  private static StoryWeights weights(@Nullable Path file, StoryWeights bundled)
      throws IOException {
    return file == null ? bundled : StoryWeights.parse(Files.readString(file));
  }

  /** The baselines, each with the threshold that is best for it on what weights are fitted on. */
  private static Map<String, Grouping> baselines(
      List<StoryStream> fitting, TermFrequencies language, PrintWriter out) {
    Map<String, DoubleFunction<Grouping>> kinds = new LinkedHashMap<>();
    kinds.put("TF-IDF", t -> new SinglePass(SinglePass.words(language), t));
    kinds.put(
        "MiniLM", t -> new SinglePass(SinglePass.dense(arrival -> arrival.gathered().vector()), t));
    kinds.put("entities alone", t -> new SinglePass(SinglePass.names(), t));
    Map<String, Grouping> best = new LinkedHashMap<>();
    kinds.forEach(
        (name, kind) -> {
          double figure = -1;
          double chosen = 0;
          for (int step = 1; step < 19; step++) {
            double threshold = step / 20.0;
            double mean = StoryFit.figure(kind.apply(threshold), fitting);
            chosen = mean > figure ? threshold : chosen;
            figure = Math.max(figure, mean);
          }
          out.printf(
              Locale.ROOT, "%s: cosine from %.2f, mean of the fit %.1f%n", name, chosen, figure);
          out.flush();
          best.put(name, kind.apply(chosen));
        });
    return best;
  }

  /** One order of arrival with its figures. */
  private record Run(List<Pair> pairs, List<Share> shares, BCubed figures) {}

  private static void report(PrintWriter out, StoryStream part, String name, Grouping way) {
    List<Run> runs = new ArrayList<>();
    for (int order = 0; order < ORDERS; order++) {
      List<Pair> pairs = way.group(part.inOrder(SEED + order));
      List<Share> shares = Clustering.shares(pairs);
      runs.add(new Run(pairs, shares, Clustering.bCubed(shares)));
    }
    runs.sort(Comparator.comparingDouble(run -> run.figures().f1()));
    Run median = runs.get(ORDERS / 2);
    // Documents of a story hang together, so stories are drawn, not documents.
    List<List<Share>> byStory =
        List.copyOf(
            median.shares().stream()
                .collect(
                    Collectors.groupingBy(Share::gold, LinkedHashMap::new, Collectors.toList()))
                .values());
    out.printf(
        Locale.ROOT,
        "%-18s %-28s %5d %7d  %-20s %9.1f %6.1f %5.1f%n",
        part.set().shown(),
        name,
        part.arrivals().size(),
        byStory.size(),
        Bootstrap.interval(
            byStory,
            drawn -> Clustering.bCubed(drawn.stream().flatMap(List::stream).toList()).f1(),
            SEED),
        median.figures().precision(),
        median.figures().recall(),
        Clustering.ari(median.pairs()));
    out.flush();
  }
}
