package io.qklm.deploy.cli;

import io.qklm.deploy.report.Credits;
import io.qklm.deploy.starter.BuildProgressAdapter;
import io.qklm.deploy.terminal.Ink;
import io.qklm.deploy.terminal.ProgressDisplay;
import io.qklm.deploy.terminal.Terminal;
import io.qklm.kg.source.SourceCredit;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.format.SnapshotManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code qklm kg inspect}: what a snapshot holds, after verifying all of it. */
@Command(
    name = "inspect",
    description = "Verify every file of a knowledge snapshot and say what it holds.",
    sortOptions = false)
final class KgInspectCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(paramLabel = "DIR", description = "Folder of the snapshot.")
  private Path folder = Path.of("");

  @Option(names = "--json", description = "The manifest as JSON instead of text.")
  private boolean asJson;

  KgInspectCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    try (KnowledgeSnapshot snapshot = verified()) {
      if (asJson) {
        terminal
            .out()
            .println(Files.readString(snapshot.folder().resolve(SnapshotManifest.FILE_NAME)));
        return 0;
      }
      SnapshotManifest manifest = snapshot.manifest();
      line("epoch", manifest.epoch() + manifest.parent().map(p -> ", after " + p).orElse(""));
      line("digest", snapshot.digest());
      line("content", manifest.contentDigest());
      line("created by", manifest.createdBy());
      line("entities", count(manifest.counts().entities()));
      line("facts", count(manifest.counts().facts()));
      line("relations", count(manifest.counts().relations()));
      line("surface forms", count(manifest.counts().surfaces()));
      SnapshotManifest.Embedding embedding = manifest.embedding();
      line(
          "vectors",
          embedding.dimension()
              + " dimensions in "
              + embedding.subspaces()
              + " bytes, embedder "
              + embedding.digest().substring(0, 12));
      long bytes = manifest.files().stream().mapToLong(SnapshotManifest.FileEntry::size).sum();
      line(
          "files",
          String.format(
              Locale.ROOT, "%d, %.1f MB, all verified", manifest.files().size(), bytes / 1e6));
      for (SourceCredit credit : manifest.sources()) {
        line("source", Credits.words(credit));
      }
      return 0;
    }
  }

  private KnowledgeSnapshot verified() throws IOException {
    try (ProgressDisplay progress = ProgressDisplay.on(terminal)) {
      return KnowledgeSnapshot.open(folder, new BuildProgressAdapter(progress));
    }
  }

  private void line(String name, String value) {
    terminal
        .out()
        .println(terminal.ink(String.format(Locale.ROOT, "%-14s", name), Ink.FAINT) + value);
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
