package io.qklm.deploy.cli;

import io.qklm.deploy.terminal.Terminal;
import io.qklm.kg.store.repository.EpochCatalog;
import io.qklm.kg.store.repository.EpochName;
import io.qklm.kg.store.repository.FolderRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code qklm kg rollback}: an older epoch back in force. */
@Command(
    name = "rollback",
    description = "Put another epoch of a repository in force; none is removed.",
    sortOptions = false)
final class KgRollbackCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Option(
      names = "--repository",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the repository.")
  private Path repository = Path.of("");

  @Option(names = "--to", required = true, paramLabel = "N", description = "Number of the epoch.")
  private long number;

  KgRollbackCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    EpochName epoch = new EpochCatalog(FolderRepository.open(repository)).announce(number);
    terminal.note("epoch " + epoch.number() + " is in force, digest " + epoch.digest());
    return 0;
  }
}
