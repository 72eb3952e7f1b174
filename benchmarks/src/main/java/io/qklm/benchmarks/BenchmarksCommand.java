package io.qklm.benchmarks;

import io.qklm.benchmarks.cases.CasesCommand;
import io.qklm.benchmarks.chinese.ChineseNamesCommand;
import io.qklm.benchmarks.epochs.AsOfHourCommand;
import io.qklm.benchmarks.epochs.CheckpointsCommand;
import io.qklm.benchmarks.epochs.ReplayCommand;
import io.qklm.benchmarks.epochs.SwapsCommand;
import io.qklm.benchmarks.epochs.VisibleCommand;
import io.qklm.benchmarks.faults.FaultsCommand;
import io.qklm.benchmarks.faults.StepsCommand;
import io.qklm.benchmarks.gold.SampleGoldCommand;
import io.qklm.benchmarks.kills.KillsCommand;
import io.qklm.benchmarks.linking.LinkingCommand;
import io.qklm.benchmarks.linking.TuneLinkingCommand;
import io.qklm.benchmarks.questions.FitAnswersCommand;
import io.qklm.benchmarks.questions.QuestionsCommand;
import io.qklm.benchmarks.scale.ScaleCommand;
import io.qklm.benchmarks.sentences.SentencesCommand;
import io.qklm.benchmarks.speed.SpeedCommand;
import io.qklm.benchmarks.stories.CopiesCommand;
import io.qklm.benchmarks.stories.FitStoriesCommand;
import io.qklm.benchmarks.stories.StoriesCommand;
import io.qklm.benchmarks.stories.TermFrequenciesCommand;
import io.qklm.benchmarks.summary.CleanSummariesCommand;
import io.qklm.benchmarks.summary.NaturalSummariesCommand;
import io.qklm.benchmarks.summary.SummariesCommand;
import io.qklm.benchmarks.throughput.ThroughputCommand;
import io.qklm.benchmarks.vectors.FidelityCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code benchmarks/run}. */
@Command(
    name = "benchmarks/run",
    description = "Prints this project's figures.",
    mixinStandardHelpOptions = true,
    subcommands = {
      LinkingCommand.class,
      TuneLinkingCommand.class,
      SampleGoldCommand.class,
      QuestionsCommand.class,
      FitAnswersCommand.class,
      SentencesCommand.class,
      ChineseNamesCommand.class,
      CasesCommand.class,
      CleanSummariesCommand.class,
      NaturalSummariesCommand.class,
      SummariesCommand.class,
      ThroughputCommand.class,
      FidelityCommand.class,
      FaultsCommand.class,
      StepsCommand.class,
      KillsCommand.class,
      ScaleCommand.class,
      AsOfHourCommand.class,
      CheckpointsCommand.class,
      VisibleCommand.class,
      SwapsCommand.class,
      ReplayCommand.class,
      SpeedCommand.class,
      StoriesCommand.class,
      FitStoriesCommand.class,
      CopiesCommand.class,
      TermFrequenciesCommand.class
    })
public final class BenchmarksCommand {

  private BenchmarksCommand() {}

  public static void main(String[] arguments) {
    CommandLine command =
        new CommandLine(new BenchmarksCommand()).setCaseInsensitiveEnumValuesAllowed(true);
    command.setExecutionExceptionHandler(
        (failure, line, parsed) -> {
          line.getErr().println("benchmarks: " + failure.getMessage());
          return line.getCommandSpec().exitCodeOnExecutionException();
        });
    System.exit(command.execute(arguments));
  }
}
