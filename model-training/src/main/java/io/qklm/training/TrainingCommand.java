package io.qklm.training;

import io.qklm.training.command.CompareCommand;
import io.qklm.training.command.EvaluateCommand;
import io.qklm.training.command.NamesCommand;
import io.qklm.training.command.ReleaseCommand;
import io.qklm.training.command.SoftenCommand;
import io.qklm.training.command.TrainCommand;
import io.qklm.training.command.UnpackCommand;
import io.qklm.training.experiment.relation.RelationsCommand;
import io.qklm.training.resolution.FitCommand;
import io.qklm.training.resolution.GatherCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code model-training/run}, behind {@code qklm train} and {@code qklm evaluate}. */
@Command(
    name = "model-training/run",
    description = "Trains QKLM, measures what it learned and makes bundles of it.",
    mixinStandardHelpOptions = true,
    subcommands = {
      TrainCommand.class,
      EvaluateCommand.class,
      ReleaseCommand.class,
      CompareCommand.class,
      NamesCommand.class,
      SoftenCommand.class,
      UnpackCommand.class,
      RelationsCommand.class,
      GatherCommand.class,
      FitCommand.class
    })
public final class TrainingCommand {

  private TrainingCommand() {}

  /** Starts the command. */
  public static void main(String[] arguments) {
    CommandLine command = new CommandLine(new TrainingCommand());
    command.setExecutionExceptionHandler(
        (failure, line, parsed) -> {
          line.getErr().println("qklm: " + failure.getMessage());
          return line.getCommandSpec().exitCodeOnExecutionException();
        });
    System.exit(command.execute(arguments));
  }
}
