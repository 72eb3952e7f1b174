package io.qklm.deploy.cli;

import io.qklm.deploy.terminal.Terminal;
import io.qklm.kg.store.repository.EpochCollector;
import io.qklm.kg.store.repository.EpochPublisher;
import io.qklm.kg.store.repository.SnapshotRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code qklm kg publish}: a snapshot into a repository. */
@Command(
    name = "publish",
    description = "Publish a snapshot as an epoch of a repository and put it in force.",
    sortOptions = false)
final class KgPublishCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(paramLabel = "DIR", description = "Folder of the snapshot.")
  private Path folder = Path.of("");

  @Mixin private RepositoryOption repository = new RepositoryOption();

  @Option(
      names = "--keep",
      paramLabel = "K",
      description =
          "Remove all but the newest K epochs, the one in force and those in use afterwards; all"
              + " stay when not given.")
  private int keep;

  @Option(names = "--json", description = "What came of it as one JSON object.")
  private boolean asJson;

  KgPublishCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Checks.atLeast("--keep", 0, keep);
    EpochPublisher.Publication done;
    int removed;
    try (SnapshotRepository opened = repository.create()) {
      done = new EpochPublisher(opened).publish(folder);
      removed =
          keep == 0
              ? 0
              : new EpochCollector(opened, Clock.systemUTC()).collect(keep).epochs().size();
    }
    if (asJson) {
      KgJson.print(
          terminal,
          json ->
              json.put("epoch", done.epoch().number())
                  .put("digest", done.epoch().digest())
                  .put("files", done.files())
                  .put("sentFiles", done.sentFiles())
                  .put("sentBytes", done.sentBytes())
                  .put("removedEpochs", removed));
      return 0;
    }
    terminal.note(
        String.format(
            Locale.ROOT,
            "published epoch %d in '%s': %d of %d files were new, %.2f MB",
            done.epoch().number(),
            repository.address(),
            done.sentFiles(),
            done.files(),
            done.sentBytes() / 1e6));
    if (removed > 0) {
      terminal.note("removed " + removed + " old epochs");
    }
    return 0;
  }
}
