package io.qklm.deploy.cli;

import io.qklm.deploy.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code qklm kg}: the commands about knowledge. */
@Command(
    name = "kg",
    description = "Build knowledge, publish its epochs, look into it, look names up in it.",
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false)
final class KgCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The command with its subcommands. */
  static CommandLine of(Terminal terminal) {
    return new CommandLine(new KgCommand())
        .addSubcommand(new KgBuildCommand(terminal))
        .addSubcommand(new KgDeltaCommand(terminal))
        .addSubcommand(new KgCompactCommand(terminal))
        .addSubcommand(new KgPublishCommand(terminal))
        .addSubcommand(new KgUpdateCommand(terminal))
        .addSubcommand(new KgEpochsCommand(terminal))
        .addSubcommand(new KgRollbackCommand(terminal))
        .addSubcommand(new KgVerifyCommand(terminal))
        .addSubcommand(new KgInspectCommand(terminal))
        .addSubcommand(new KgLookupCommand(terminal));
  }

  /** Called without a subcommand. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "name a command: build, delta, compact, publish, update, epochs, rollback, verify, inspect or"
            + " lookup");
  }
}
