package io.qklm.benchmarks.scale;

import io.qklm.deploy.starter.BuildProgressAdapter;
import io.qklm.deploy.terminal.ProgressDisplay;
import io.qklm.deploy.terminal.Terminal;
import io.qklm.kg.store.build.BuildReport;
import io.qklm.kg.store.build.KnowledgeBuild;
import io.qklm.kg.store.format.SnapshotManifest;
import io.qklm.kg.store.format.SnapshotManifest.FileEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Build rate, peak memory and bytes an entity. */
@Command(
    name = "build",
    description = "Build a store; rate, peak memory, bytes an entity.",
    mixinStandardHelpOptions = true)
final class ScaleBuildCommand implements Callable<Integer> {

  private static final int FLOAT_BYTES = 1_536;

  @Mixin private StoreOption store = new StoreOption();

  @Spec private CommandSpec spec;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  ScaleBuildCommand() {}

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(store.store());
    BuildReport report;
    Terminal terminal = Terminal.plain(System.out, System.err);
    try (ProgressDisplay progress = ProgressDisplay.on(terminal)) {
      report =
          new KnowledgeBuild(
                  KnowledgeBuild.Options.into(store.snapshot(), 1),
                  new SeededEmbedder(),
                  Optional.empty(),
                  new BuildProgressAdapter(progress))
              .run(List.of(new GeneratedGraph(store.entities, store.seed)));
    }
    double seconds = report.elapsed().toNanos() / 1e9;
    Path json = store.snapshot().resolve(SnapshotManifest.FILE_NAME);
    SnapshotManifest manifest = SnapshotManifest.read(Files.readAllBytes(json), json);
    double count = store.entities;
    store
        .figures(spec.commandLine().getOut(), "build")
        .put("facts an entity", report.counts().facts() / count)
        .put("surfaces an entity", report.counts().surfaces() / count)
        .put("seconds", seconds)
        .put("entities/s", count / seconds)
        .put("peak resident MB", ProcessMemory.peak())
        .put("snapshot MB", report.bytes() / 1e6)
        .put("code bytes an entity", manifest.embedding().subspaces())
        .put("fp32 bytes an entity", FLOAT_BYTES)
        .put("snapshot bytes an entity", report.bytes() / count)
        .put("alias bytes an entity", bytes(manifest, "aliases") / count)
        .put("database bytes an entity", bytes(manifest, "db/") / count)
        .save();
    return 0;
  }

  private static long bytes(SnapshotManifest manifest, String prefix) {
    return manifest.files().stream()
        .filter(file -> file.path().startsWith(prefix))
        .mapToLong(FileEntry::size)
        .sum();
  }
}
