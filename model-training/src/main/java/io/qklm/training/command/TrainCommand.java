package io.qklm.training.command;

import io.qklm.training.configuration.TrainingConfiguration;
import io.qklm.training.run.ConsoleProgress;
import io.qklm.training.run.Evaluation;
import io.qklm.training.run.Pace;
import io.qklm.training.run.Progress;
import io.qklm.training.run.RunDigests;
import io.qklm.training.run.RunFolder;
import io.qklm.training.run.Trainer;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains what a configuration says, or goes on with it. */
@Command(
    name = "train",
    description = "Trains QKLM; started again with the same folder, it goes on where it stopped.",
    mixinStandardHelpOptions = true)
public final class TrainCommand implements Callable<Integer> {

  @Mixin private RunOptions options = new RunOptions();

  @Option(
      names = "--max-minutes",
      description = "stop with a checkpoint after so long; default: at the last step")
  private double maxMinutes = Double.POSITIVE_INFINITY;

  @Option(
      names = "--end-by",
      description =
          "end at this local time (2026-12-01T11:10) if the steps are not done by then; the"
              + " learning rate falls towards it")
  private @Nullable LocalDateTime endBy;

  @Override
  public Integer call() throws IOException {
    long began = System.nanoTime();
    PrintStream out = System.out;
    RunDigests digests = new Digesting(options).of(TaskKinds.read(options.config()));
    try (OpenRun opened = OpenRun.open(options);
        Progress progress = new ConsoleProgress(out, watched())) {
      TrainingConfiguration run = opened.configuration();
      RunFolder folder = new RunFolder(opened.folder(), digests);
      out.printf(
          "run %s, seed %d, %s, products in %s%n",
          run.name(), run.seed(), opened.describeKnowledge(), run.describePrecision());
      out.println(digests.describe());
      List<Evaluation> evaluations = opened.parts().evaluations();
      Trainer trainer =
          new Trainer(
              opened.torch(),
              opened.parameters(),
              run.plan(),
              opened.parts().tasks(),
              evaluations,
              folder,
              progress);
      Trainer.Result result =
          trainer.run(run.steps(), () -> (System.nanoTime() - began) / 6e10 >= maxMinutes, pace());
      out.printf(
          Locale.ROOT,
          "%d of %d steps done in %s, %d skipped%n",
          result.steps(),
          run.steps(),
          minutes(began),
          result.skipped());
      FigureTable.print(out, evaluations, run.seed());
      out.println("curve: " + folder.curve() + ", " + folder.picture());
    }
    return 0;
  }

  private Pace pace() {
    return endBy == null
        ? Pace.BY_STEPS
        : Pace.until(endBy.atZone(ZoneId.systemDefault()).toInstant(), Clock.systemUTC());
  }

  /**
   * Whether a person watches; model-training/run sets jdk.console so that Java 22 and later agree.
   */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean watched() {
    return System.console() != null;
  }

  private static String minutes(long began) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
    return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }
}
