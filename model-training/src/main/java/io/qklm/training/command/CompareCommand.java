package io.qklm.training.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qklm.measure.Resamples;
import io.qklm.training.configuration.TrainingConfiguration;
import io.qklm.training.run.ConsoleProgress;
import io.qklm.training.run.Evaluation;
import io.qklm.training.run.Figure;
import io.qklm.training.run.Progress;
import io.qklm.training.run.RunDigests;
import io.qklm.training.run.RunFolder;
import io.qklm.training.run.Trainer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What knowledge adds: the same run, trained anew with less of it. A run that is done keeps its
 * figures in its folder and is not done again, so that a comparison may be made in pieces.
 */
@Command(
    name = "compare",
    description =
        "Trains one configuration with its knowledge, without injection, with the vectors of other"
            + " entities and with priors alone, and prints the table; started again it goes on.",
    mixinStandardHelpOptions = true)
public final class CompareCommand implements Callable<Integer> {

  private static final String FIGURES = "figures.json";

  /** The same texts in a resample of every run, so that runs are compared in pairs. */
  private static final long RESAMPLING = 1;

  @Mixin private RunOptions options = new RunOptions();

  @Option(
      names = "--seeds",
      split = ",",
      defaultValue = "1,2,3",
      description = "default: ${DEFAULT-VALUE}")
  private List<Long> seeds = List.of();

  @Option(
      names = "--conditions",
      split = ",",
      defaultValue = "ON,OFF,SHUFFLED,PRIOR",
      description = "of ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}")
  private List<Condition> conditions = List.of();

  @Option(
      names = "--baseline",
      defaultValue = "OFF",
      description = "what the others are compared with; default: ${DEFAULT-VALUE}")
  private Condition baseline = Condition.OFF;

  @Option(
      names = "--max-minutes",
      description = "begin no further run after so long; a run that was begun goes on next time")
  private double maxMinutes = Double.POSITIVE_INFINITY;

  /** How much knowledge takes part. */
  enum Condition {
    ON("knowledge injected", true, "own"),
    OFF("no injection, candidates at the link head alone", false, "own"),
    SHUFFLED("injected, the vectors of other entities", true, "shuffled"),
    PRIOR("injected, no vectors: prior, kind and shape alone", true, "none");

    private final String words;
    private final boolean injects;
    private final String vectors;

    Condition(String words, boolean injects, String vectors) {
      this.words = words;
      this.injects = injects;
      this.vectors = vectors;
    }

    /** The run of {@code base} under this condition. */
    TrainingConfiguration of(ObjectNode base, long seed, Path file) throws IOException {
      ObjectNode tree = base.deepCopy();
      if (!(tree.get("knowledge") instanceof ObjectNode knowledge)) {
        throw new IOException(file + " has no 'knowledge', so there is nothing to compare");
      }
      knowledge.put("injects", injects).put("vectors", vectors);
      String name = tree.path("name").asText() + "-" + name().toLowerCase(Locale.ROOT) + "-" + seed;
      tree.put("name", name).put("seed", seed);
      return TaskKinds.of(tree, file);
    }
  }

  @Override
  public Integer call() throws IOException {
    long began = System.nanoTime();
    PrintStream out = System.out;
    ObjectNode base = TrainingConfiguration.tree(options.config());
    Digesting digesting = new Digesting(options);
    // Figures of an edited configuration are found before anything is trained.
    figures(base, digesting);
    for (long seed : seeds) {
      for (Condition condition : conditions) {
        TrainingConfiguration run = condition.of(base, seed, options.config());
        double minutes = (System.nanoTime() - began) / 6e10;
        if (!Files.exists(file(run).path()) && minutes < maxMinutes) {
          out.printf("run %s, products in %s%n", run.name(), run.describePrecision());
          train(run, digesting, () -> (System.nanoTime() - began) / 6e10 >= maxMinutes, out);
        }
      }
    }
    print(base, figures(base, digesting), out);
    return 0;
  }

  private FigureFile file(TrainingConfiguration run) {
    return new FigureFile(options.checkpoints().resolve(run.name()).resolve(FIGURES));
  }

  /** A run that is done. */
  private record Done(Condition condition, long seed, FigureFile.Figures figures) {}

  /** The figures of all runs that are done. */
  private List<Done> figures(ObjectNode base, Digesting digesting) throws IOException {
    List<Done> done = new ArrayList<>();
    for (Condition condition : conditions) {
      for (long seed : seeds) {
        TrainingConfiguration run = condition.of(base, seed, options.config());
        if (Files.exists(file(run).path())) {
          file(run)
              .read(digesting.of(run))
              .ifPresent(figures -> done.add(new Done(condition, seed, figures)));
        }
      }
    }
    return done;
  }

  private void train(
      TrainingConfiguration run, Digesting digesting, BooleanSupplier enough, PrintStream out)
      throws IOException {
    RunDigests digests = digesting.of(run);
    try (OpenRun opened = OpenRun.open(options, run);
        Progress progress = new ConsoleProgress(out, false)) {
      List<Evaluation> evaluations = opened.parts().evaluations();
      Trainer.Result result =
          new Trainer(
                  opened.torch(),
                  opened.parameters(),
                  run.plan(),
                  opened.parts().tasks(),
                  evaluations,
                  new RunFolder(opened.folder(), digests),
                  progress)
              .run(run.steps(), enough);
      if (result.steps() < run.steps()) {
        return;
      }
      Map<String, Resamples> figures = new LinkedHashMap<>();
      for (Evaluation evaluation : evaluations) {
        for (Figure figure : evaluation.figures(RESAMPLING)) {
          figures.put(evaluation.name() + ": " + figure.name(), figure.resamples());
          out.println(figure.line());
        }
      }
      file(run).write(digests, figures);
    }
  }

  private void print(ObjectNode base, List<Done> done, PrintStream out) {
    ComparisonTable table =
        new ComparisonTable(baseline.words, baseline.name().toLowerCase(Locale.ROOT));
    Set<String> made = new LinkedHashSet<>();
    for (Done run : done) {
      RunDigests digests = run.figures().digests();
      made.add(
          String.format(
              Locale.ROOT,
              "data %.12s, knowledge %.12s, code %.12s",
              digests.data(),
              digests.knowledge(),
              digests.code()));
      run.figures()
          .figures()
          .forEach(
              (measure, figure) -> table.add(measure, run.condition().words, run.seed(), figure));
    }
    out.printf(
        Locale.ROOT,
        "%s, %d steps of %d tokens a run%n",
        base.path("name").asText(),
        base.path("steps").asLong(),
        base.path("batchTokens").asLong());
    made.forEach(out::println);
    table.print(out);
  }
}
