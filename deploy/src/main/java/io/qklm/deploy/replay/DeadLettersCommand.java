package io.qklm.deploy.replay;

import io.qklm.deploy.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code qklm dead-letters}: the commands about records that could not be enriched. */
@Command(
    name = "dead-letters",
    description = "Send records that could not be enriched back, once what was wrong is mended.",
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false)
public final class DeadLettersCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The command with its subcommands. */
  public static CommandLine of(Terminal terminal) {
    return new CommandLine(new DeadLettersCommand()).addSubcommand(new ReplayCommand(terminal));
  }

  /** Called without a subcommand. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name a command: replay");
  }
}
