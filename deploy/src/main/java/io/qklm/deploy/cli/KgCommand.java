package io.qklm.deploy.cli;

import io.qklm.deploy.follow.FollowCommand;
import io.qklm.deploy.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
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

  /** The command with the subcommand that the call names, else with all of them. */
  static CommandLine of(Terminal terminal, String[] args) {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("build", () -> new KgBuildCommand(terminal));
    commands.put("sources", () -> new KgSourcesCommand(terminal));
    commands.put("delta", () -> new KgDeltaCommand(terminal));
    commands.put("compact", () -> new KgCompactCommand(terminal));
    commands.put("publish", () -> new KgPublishCommand(terminal));
    commands.put("update", () -> new KgUpdateCommand(terminal));
    commands.put("follow", () -> FollowCommand.of(terminal));
    commands.put("epochs", () -> new KgEpochsCommand(terminal));
    commands.put("rollback", () -> new KgRollbackCommand(terminal));
    commands.put("verify", () -> new KgVerifyCommand(terminal));
    commands.put("inspect", () -> new KgInspectCommand(terminal));
    commands.put("lookup", () -> new KgLookupCommand(terminal));
    CommandLine line = new CommandLine(new KgCommand());
    Named.of(commands, args, 1).forEach(line::addSubcommand);
    return line;
  }

  /** Called without a subcommand. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "name a command: build, sources, delta, compact, publish, update, follow, epochs, rollback,"
            + " verify, inspect or lookup");
  }
}
