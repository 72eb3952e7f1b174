package io.qklm.deploy.cli;

import io.qklm.deploy.report.KgJson;
import io.qklm.deploy.terminal.Terminal;
import io.qklm.kg.store.format.SnapshotManifest;
import io.qklm.kg.store.repository.EpochCatalog;
import io.qklm.kg.store.repository.EpochName;
import io.qklm.kg.store.repository.SnapshotRepository;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code qklm kg epochs}: what a repository holds. */
@Command(
    name = "epochs",
    description = "List the epochs of a repository, oldest first; * is in force.",
    sortOptions = false)
final class KgEpochsCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private RepositoryOption repository = new RepositoryOption();

  @Option(names = "--json", description = "One JSON object an epoch.")
  private boolean asJson;

  KgEpochsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    try (SnapshotRepository opened = repository.open()) {
      EpochCatalog catalog = new EpochCatalog(opened);
      Optional<EpochName> inForce = catalog.inForce();
      List<EpochName> epochs = opened.epochs();
      if (epochs.isEmpty()) {
        terminal.note("the repository has no epochs yet; 'qklm kg publish' brings one in");
      }
      for (EpochName epoch : epochs) {
        boolean complete = catalog.complete(epoch);
        print(
            epoch,
            inForce.filter(epoch::equals).isPresent(),
            complete ? Optional.of(catalog.manifest(epoch)) : Optional.empty());
      }
    }
    return 0;
  }

  /** One line; an epoch without a manifest is not complete. */
  private void print(EpochName epoch, boolean serves, Optional<SnapshotManifest> manifest)
      throws IOException {
    if (asJson) {
      KgJson.print(
          terminal,
          json -> {
            json.put("epoch", epoch.number())
                .put("digest", epoch.digest())
                .put("inForce", serves)
                .put("complete", manifest.isPresent());
            manifest.ifPresent(m -> json.put("entities", live(m)).put("facts", facts(m)));
            manifest.flatMap(SnapshotManifest::parent).ifPresent(p -> json.put("parent", p));
          });
      return;
    }
    terminal
        .out()
        .println(
            String.format(
                Locale.ROOT,
                "%s %6d  %s  %s",
                serves ? "*" : " ",
                epoch.number(),
                epoch.digest().substring(0, 12),
                manifest
                    .map(m -> String.format(Locale.ROOT, "%,d entities", live(m)))
                    .orElse("not complete; publish it again")));
  }

  private static long live(SnapshotManifest manifest) {
    return manifest.counts().entities() - manifest.counts().retired();
  }

  private static long facts(SnapshotManifest manifest) {
    return manifest.counts().facts();
  }
}
