package io.qklm.deploy.follow;

import io.qklm.deploy.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code qklm kg follow}: by what is followed. */
@Command(
    name = "follow",
    description =
        "Follow the edits of a public knowledge base and send them to a topic of updates.",
    synopsisSubcommandLabel = "SOURCE",
    sortOptions = false)
public final class FollowCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The command with what can be followed. */
  public static CommandLine of(Terminal terminal) {
    return new CommandLine(new FollowCommand()).addSubcommand(new FollowWikidataCommand(terminal));
  }

  /** Called without a source. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name what is followed: wikidata");
  }
}
