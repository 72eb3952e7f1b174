package io.qklm.deploy.cli;

import io.qklm.deploy.terminal.Terminal;
import io.qklm.kg.store.repository.EpochCatalog;
import io.qklm.kg.store.repository.EpochName;
import io.qklm.kg.store.repository.SnapshotRepository;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code qklm kg rollback}: an older epoch back in force. */
@Command(
    name = "rollback",
    description = "Put another epoch of a repository in force; none is removed.",
    sortOptions = false)
final class KgRollbackCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private RepositoryOption repository = new RepositoryOption();

  @Option(names = "--to", required = true, paramLabel = "N", description = "Number of the epoch.")
  private long number;

  KgRollbackCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    try (SnapshotRepository opened = repository.open()) {
      EpochName epoch = new EpochCatalog(opened).announce(number);
      terminal.note("epoch " + epoch.number() + " is in force, digest " + epoch.digest());
      return 0;
    }
  }
}
