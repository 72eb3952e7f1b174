package io.qklm.deploy.cli;

import io.qklm.deploy.report.KgJson;
import io.qklm.deploy.starter.BuildProgressAdapter;
import io.qklm.deploy.terminal.ProgressDisplay;
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

  @Option(names = "--dry-run", description = "Say what would be sent and change nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "What came of it as one JSON object.")
  private boolean asJson;

  KgPublishCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Checks.atLeast("--keep", 0, keep);
    EpochPublisher.Publication done;
    int removed = 0;
    if (dryRun) {
      try (SnapshotRepository opened = repository.open()) {
        done = new EpochPublisher(opened).preview(folder);
      }
    } else {
      try (SnapshotRepository opened = repository.create();
          ProgressDisplay progress = ProgressDisplay.on(terminal)) {
        done = new EpochPublisher(opened, new BuildProgressAdapter(progress)).publish(folder);
        if (keep > 0) {
          removed = new EpochCollector(opened, Clock.systemUTC()).collect(keep).epochs().size();
        }
      }
    }
    print(done, removed);
    return 0;
  }

  private void print(EpochPublisher.Publication done, int removed) {
    if (asJson) {
      KgJson.print(
          terminal,
          json ->
              json.put("epoch", done.epoch().number())
                  .put("digest", done.epoch().digest())
                  .put("files", done.files())
                  .put("sentFiles", done.sentFiles())
                  .put("sentBytes", done.sentBytes())
                  .put("removedEpochs", removed)
                  .put("dryRun", dryRun));
      return;
    }
    terminal.note(
        String.format(
            Locale.ROOT,
            dryRun
                ? "would publish epoch %d in '%s': %d of %d files are new, %.2f MB"
                : "published epoch %d in '%s': %d of %d files were new, %.2f MB",
            done.epoch().number(),
            repository.address(),
            done.sentFiles(),
            done.files(),
            done.sentBytes() / 1e6));
    if (removed > 0) {
      terminal.note("removed " + removed + " old epochs");
    }
  }
}
