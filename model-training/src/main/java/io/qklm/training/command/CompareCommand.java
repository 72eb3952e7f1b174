package io.qklm.training.command;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qklm.model.measure.Resamples;
import io.qklm.training.configuration.TrainingConfiguration;
import io.qklm.training.run.ConsoleProgress;
import io.qklm.training.run.Evaluation;
import io.qklm.training.run.Figure;
import io.qklm.training.run.Progress;
import io.qklm.training.run.Trainer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
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

  private static final TypeReference<LinkedHashMap<String, Resamples>> MEASURES =
      new TypeReference<>() {};

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
    for (long seed : seeds) {
      for (Condition condition : conditions) {
        TrainingConfiguration run = condition.of(base, seed, options.config());
        double minutes = (System.nanoTime() - began) / 6e10;
        if (!Files.exists(file(run)) && minutes < maxMinutes) {
          out.printf("run %s, products in %s%n", run.name(), run.describePrecision());
          train(run, () -> (System.nanoTime() - began) / 6e10 >= maxMinutes, out);
        }
      }
    }
    print(base, out);
    return 0;
  }

  private Path file(TrainingConfiguration run) {
    return options.checkpoints().resolve(run.name()).resolve(FIGURES);
  }

  private void train(
      TrainingConfiguration run, java.util.function.BooleanSupplier enough, PrintStream out)
      throws IOException {
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
                  opened.folder(),
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
      Path part = file(run).resolveSibling(FIGURES + ".part");
      Files.write(part, new ObjectMapper().writeValueAsBytes(figures));
      Files.move(part, file(run), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void print(ObjectNode base, PrintStream out) throws IOException {
    ComparisonTable table =
        new ComparisonTable(baseline.words, baseline.name().toLowerCase(Locale.ROOT));
    for (Condition condition : conditions) {
      for (long seed : seeds) {
        Path file = file(condition.of(base, seed, options.config()));
        if (Files.exists(file)) {
          new ObjectMapper()
              .readValue(file.toFile(), MEASURES)
              .forEach((measure, figure) -> table.add(measure, condition.words, seed, figure));
        }
      }
    }
    out.printf(
        Locale.ROOT,
        "%s, %d steps of %d tokens a run%n",
        base.path("name").asText(),
        base.path("steps").asLong(),
        base.path("batchTokens").asLong());
    table.print(out);
  }
}
