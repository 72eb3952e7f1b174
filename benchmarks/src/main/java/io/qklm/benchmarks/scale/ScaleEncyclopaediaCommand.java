package io.qklm.benchmarks.scale;

import io.qklm.deploy.Engine;
import io.qklm.deploy.starter.BuildProgressAdapter;
import io.qklm.deploy.terminal.ProgressDisplay;
import io.qklm.deploy.terminal.Terminal;
import io.qklm.kg.EntityEmbedder;
import io.qklm.kg.source.lines.SourceFile;
import io.qklm.kg.source.wikipedia.WikipediaOptions;
import io.qklm.kg.source.wikipedia.WikipediaSource;
import io.qklm.kg.store.build.BuildReport;
import io.qklm.kg.store.build.KnowledgeBuild;
import io.qklm.model.BundleEmbedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A made dump of a Wikipedia, built into knowledge: time and memory by part. */
@Command(
    name = "encyclopaedia",
    description = {
      "Write a made dump of so many articles and build it. A Simple English Wikipedia of 250,000",
      "pages and 1.3 GB: --entities 250000; a fifth more are redirects."
    },
    mixinStandardHelpOptions = true)
final class ScaleEncyclopaediaCommand implements Callable<Integer> {

  @Mixin private StoreOption store = new StoreOption();

  @Option(
      names = "--bytes-a-page",
      defaultValue = "5000",
      description = "Wikitext of an article, about; default: ${DEFAULT-VALUE}.")
  private int bytesAPage;

  @Option(
      names = "--embed",
      description = "Embed with the model that comes with the code, as a real build does.")
  private boolean embed;

  @Spec private CommandSpec spec;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  ScaleEncyclopaediaCommand() {}

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(store.store());
    Path dump = store.store().resolve(GeneratedEncyclopaedia.name(store.entities, store.seed));
    long start = System.nanoTime();
    long xml = GeneratedEncyclopaedia.write(dump, store.entities, bytesAPage, store.seed);
    double writing = (System.nanoTime() - start) / 1e9;
    BuildReport report;
    if (embed) {
      try (BundleEmbedder embedder =
          BundleEmbedder.open(
              Engine.bundle(Optional.empty()), Runtime.getRuntime().availableProcessors())) {
        report = build(dump, embedder);
      }
    } else {
      report = build(dump, new SeededEmbedder());
    }
    double seconds = report.elapsed().toNanos() / 1e9;
    store
        .figures(spec.commandLine().getOut(), embed ? "encyclopaedia, embedded" : "encyclopaedia")
        .put("XML MB", xml / 1e6)
        .put("dump MB", Files.size(dump) / 1e6)
        .put("seconds of writing the dump", writing)
        .put("entities", (double) report.counts().entities())
        .put("surfaces", (double) report.counts().surfaces())
        .put("facts", (double) report.counts().facts())
        .put("problems", (double) report.problems())
        .put("seconds", seconds)
        .put("XML MB/s", xml / 1e6 / seconds)
        .put("seconds for 1.3 GB of XML at this rate", seconds * 1.3e9 / xml)
        .put("peak resident MB", ProcessMemory.peak())
        .put("snapshot MB", report.bytes() / 1e6)
        .save();
    return 0;
  }

  private BuildReport build(Path dump, EntityEmbedder embedder) throws IOException {
    Terminal terminal = Terminal.plain(System.out, System.err);
    try (ProgressDisplay progress = ProgressDisplay.on(terminal)) {
      return new KnowledgeBuild(
              KnowledgeBuild.Options.into(store.store().resolve("encyclopaedia"), 1),
              embedder,
              Optional.empty(),
              new BuildProgressAdapter(progress))
          .run(
              List.of(
                  new WikipediaSource(
                      SourceFile.of(dump), Optional.empty(), WikipediaOptions.defaults())));
    }
  }
}
