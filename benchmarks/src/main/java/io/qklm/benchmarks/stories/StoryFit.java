package io.qklm.benchmarks.stories;

import io.qklm.benchmarks.stories.Clustering.Pair;
import io.qklm.benchmarks.stories.LogisticRegression.Example;
import io.qklm.benchmarks.stories.StoryStream.Arrival;
import io.qklm.benchmarks.stories.StoryStream.Means;
import io.qklm.stories.StoryDocument;
import io.qklm.stories.cluster.Clue;
import io.qklm.stories.cluster.Placement;
import io.qklm.stories.cluster.StoryChange;
import io.qklm.stories.cluster.StoryClusterer;
import io.qklm.stories.cluster.StoryClusterer.Candidate;
import io.qklm.stories.cluster.StoryOptions;
import io.qklm.stories.cluster.StoryWeights;
import io.qklm.stories.term.TermFrequencies;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The fit of the weights. First each document is put where it belongs and every story that it was
 * held against is an example; then it is put where the weights say, so that they learn from stories
 * as they are in use, which hold strangers (DAgger, Ross et al. 2011). The thresholds are those
 * with the best mean of B-cubed F1 over the sets.
 */
final class StoryFit {

  private static final double RIDGE = 1e-4;
  private static final int ROUNDS = 1;
  private static final double[] JOIN = {0.2, 0.3, 0.4, 0.5};
  private static final double[] MERGE = {0.3, 0.5, 0.7, 0.9, 2};
  private static final double[] STEPS = {0.3, 0.15};

  private final List<StoryStream> streams;
  private final Means means;
  private final StoryOptions options;
  private final TermFrequencies language;
  private final PrintWriter out;

  StoryFit(
      List<StoryStream> streams,
      Means means,
      StoryOptions options,
      TermFrequencies language,
      PrintWriter out) {
    this.streams = streams;
    this.means = means;
    this.options = options;
    this.language = language;
    this.out = out;
  }

  /** Weights and the figure they were chosen by. */
  private record Chosen(StoryWeights weights, double figure) {}

  StoryWeights fit() {
    List<Example> examples = new ArrayList<>();
    Chosen best = new Chosen(new StoryWeights(new double[clues()], 2, 2), -1);
    for (int round = 0; round <= ROUNDS; round++) {
      for (StoryStream stream : streams) {
        Optional<StoryWeights> used = round == 0 ? Optional.empty() : Optional.of(best.weights());
        List<Example> gathered = examples(stream, used);
        double total = gathered.stream().mapToDouble(Example::weight).sum();
        gathered.forEach(
            one -> examples.add(new Example(one.clues(), one.target(), one.weight() / total)));
      }
      Chosen next = thresholds(LogisticRegression.fit(examples, RIDGE));
      out.printf(
          Locale.ROOT,
          "round %d: %d examples, join %.2f, merge %.2f, mean B-cubed F1 %.2f%n",
          round,
          examples.size(),
          next.weights().join(),
          next.weights().merge(),
          next.figure());
      out.flush();
      best = next.figure() > best.figure() ? next : best;
    }
    return climb(best).weights();
  }

  /** Each weight up and down, in shrinking steps. */
  private Chosen climb(Chosen start) {
    Chosen best = start;
    for (double step : STEPS) {
      for (int clue = 0; clue < clues(); clue++) {
        double by = step * Math.max(1, Math.abs(best.weights().clues()[clue]));
        for (double move : new double[] {by, -by}) {
          double[] moved = best.weights().clues().clone();
          moved[clue] += moved[clue] == 0 ? 0 : move;
          StoryWeights tried =
              new StoryWeights(moved, best.weights().join(), best.weights().merge());
          Chosen next = better(best, tried);
          if (next.figure() > best.figure()) {
            best = next;
            break;
          }
        }
      }
      for (double merge : MERGE) {
        best = better(best, best.weights().withThresholds(best.weights().join(), merge));
      }
      out.printf(Locale.ROOT, "steps of %.2f: mean B-cubed F1 %.2f%n", step, best.figure());
      out.flush();
    }
    return best;
  }

  private static int clues() {
    return Clue.values().length;
  }

  /** What a stream's documents are held against; without weights each goes where it belongs. */
  private List<Example> examples(StoryStream stream, Optional<StoryWeights> weights) {
    StoryClusterer clusterer =
        new StoryClusterer(
            weights.orElseGet(() -> new StoryWeights(new double[clues()], 2, 2)),
            options,
            language);
    Map<String, Map<String, Integer>> goldOf = new HashMap<>();
    Map<String, String> storyOf = new HashMap<>();
    List<Example> examples = new ArrayList<>();
    for (Arrival arrival : stream.arrivals()) {
      arrival.text().time().ifPresent(time -> clusterer.advance(time.toEpochMilli()));
      StoryDocument document = arrival.seen(means);
      String gold = arrival.text().story();
      for (Candidate candidate : clusterer.candidates(document)) {
        Map<String, Integer> inside = goldOf.getOrDefault(candidate.story(), Map.of());
        int size = inside.values().stream().mapToInt(Integer::intValue).sum();
        double target = size == 0 ? 0 : (double) inside.getOrDefault(gold, 0) / size;
        examples.add(new Example(candidate.clues(), target, 1));
      }
      Placement placement =
          weights.isPresent()
              ? clusterer.place(document)
              : clusterer
                  .join(document, storyOf.getOrDefault(gold, ""))
                  .orElseGet(() -> clusterer.begin(document));
      for (StoryChange change : placement.changes()) {
        if (change instanceof StoryChange.Began began) {
          goldOf.put(began.story(), new HashMap<>());
        } else if (change instanceof StoryChange.Merged merged) {
          Map<String, Integer> from = goldOf.getOrDefault(merged.story(), Map.of());
          Map<String, Integer> into =
              goldOf.computeIfAbsent(merged.into(), story -> new HashMap<>());
          from.forEach((story, count) -> into.merge(story, count, Integer::sum));
        }
      }
      goldOf
          .computeIfAbsent(placement.story(), story -> new HashMap<>())
          .merge(gold, 1, Integer::sum);
      storyOf.put(gold, placement.story());
    }
    return examples;
  }

  private Chosen thresholds(double[] clues) {
    double join = 0.5;
    double merge = 2;
    Chosen best = new Chosen(new StoryWeights(clues, join, merge), -1);
    for (double one : JOIN) {
      best = better(best, new StoryWeights(clues, one, merge));
    }
    for (double one : MERGE) {
      best = better(best, new StoryWeights(clues, best.weights().join(), one));
    }
    return best;
  }

  private Chosen better(Chosen best, StoryWeights weights) {
    double figure = figure(new Grouping.Stories(weights, options, means, language), streams);
    return figure > best.figure() ? new Chosen(weights, figure) : best;
  }

  /** The mean of B-cubed F1 over streams. */
  static double figure(Grouping grouping, List<StoryStream> streams) {
    return streams.stream()
        .mapToDouble(
            stream -> {
              List<Pair> pairs = grouping.group(stream);
              return Clustering.bCubed(Clustering.shares(pairs)).f1();
            })
        .average()
        .orElse(0);
  }
}
