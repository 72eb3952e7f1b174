package io.qklm.deploy.cli;

import io.qklm.deploy.starter.StarterKnowledge;
import io.qklm.deploy.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --knowledge}, for every command that reads knowledge. */
final class KnowledgeOption {

  @Option(
      names = "--knowledge",
      paramLabel = "DIR",
      description =
          "Folder of a knowledge snapshot, as 'qklm kg build' writes it. Without it the starter"
              + " knowledge is taken, which is built at its first use.")
  private @Nullable Path folder;

  /** The snapshot's folder; builds the starter knowledge when it is asked for and missing. */
  Path folder(Terminal terminal) throws IOException {
    return folder != null ? folder : StarterKnowledge.current().ensure(terminal);
  }

  /** Whether a folder was named. */
  boolean given() {
    return folder != null;
  }

  /** Whether what is shown comes from the starter knowledge, whose source must be named. */
  boolean starter() {
    return folder == null;
  }
}
