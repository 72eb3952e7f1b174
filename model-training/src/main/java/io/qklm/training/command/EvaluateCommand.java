package io.qklm.training.command;

import io.qklm.training.configuration.TrainingConfiguration;
import io.qklm.training.run.RunDigests;
import io.qklm.training.run.RunFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures trained weights on the sets that a configuration names. */
@Command(
    name = "evaluate",
    description = "Prints what a run's weights reach, with 95 %% bootstrap intervals.",
    mixinStandardHelpOptions = true)
public final class EvaluateCommand implements Callable<Integer> {

  @Mixin private RunOptions options = new RunOptions();

  @Option(
      names = "--weights",
      description = "a safetensors file; default: the best weights of the run")
  private @Nullable Path weights;

  @Override
  public Integer call() throws IOException {
    PrintStream out = System.out;
    try (OpenRun opened = OpenRun.toMeasure(options)) {
      TrainingConfiguration run = opened.configuration();
      Path file = weights == null ? RunFolder.best(opened.folder()) : weights;
      Optional<RunDigests> made = opened.load(file);
      if (weights == null && made.isPresent()) {
        LearnedBy.require(
            made.get(), run, file, "name the weights with --weights, or undo the edit");
      }
      out.printf(
          "run %s, date %s, seed %d, %s%n",
          run.name(), LocalDate.now(ZoneOffset.UTC), run.seed(), opened.describeKnowledge());
      made.ifPresent(digests -> out.println("weights of " + digests.describe()));
      FigureTable.print(out, opened.parts().evaluations(), run.seed());
    }
    return 0;
  }
}
