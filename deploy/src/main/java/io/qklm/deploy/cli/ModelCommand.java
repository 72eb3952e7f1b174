package io.qklm.deploy.cli;

import io.qklm.deploy.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code qklm model}: models that do not come whole with qklm. */
@Command(
    name = "model",
    description = "Get models that do not come whole with qklm.",
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false)
final class ModelCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  private ModelCommand() {}

  /** The command with its subcommands. */
  static CommandLine of(Terminal terminal) {
    return new CommandLine(new ModelCommand()).addSubcommand(new ModelFetchCommand(terminal));
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "'qklm model' needs a command: fetch");
  }
}
