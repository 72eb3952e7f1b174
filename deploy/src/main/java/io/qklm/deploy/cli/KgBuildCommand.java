package io.qklm.deploy.cli;

import io.qklm.deploy.Engine;
import io.qklm.deploy.report.BuildReportText;
import io.qklm.deploy.report.KgJson;
import io.qklm.deploy.starter.BuildProgressAdapter;
import io.qklm.deploy.terminal.ProgressDisplay;
import io.qklm.deploy.terminal.Terminal;
import io.qklm.kg.source.KnowledgeSource;
import io.qklm.kg.source.catalog.KnowledgeFormat;
import io.qklm.kg.store.build.BuildReport;
import io.qklm.kg.store.build.KnowledgeBuild;
import io.qklm.kg.store.build.PrecomputedCodes;
import io.qklm.kg.store.build.Skipped;
import io.qklm.kg.store.build.SourceSurvey;
import io.qklm.kg.store.build.VectorOptions;
import io.qklm.model.BundleEmbedder;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code qklm kg build}: published or own knowledge into a snapshot. */
@Command(
    name = "build",
    description = "Build a knowledge snapshot from one or more sources.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  qklm kg build --source jsonl=my-entities --output my-knowledge",
      "  qklm kg build --source jsonl=people.jsonl.gz --source jsonl=places --output both",
      "  qklm kg build --source 'wikidata=dump.json.bz2?sitelinks=3' --dry-run",
      "  qklm kg build --source wikidata=dump.json.bz2 --output wikidata --resume",
      "",
      "'jsonl' is the project's own form: a folder with entities.jsonl and, if there are any,",
      "facts.tsv, aliases.tsv and relations.tsv, plain or gzip; or one file of entities.",
      "Other formats: codex, dbpedia, dbpedia-dump, kgtk, openke, rdf, starter, wikidata, wikipedia,",
      "wordnet. What each reads and its options (FORMAT=PATH?key=value) stand in docs/sources.md.",
      "wikidata, wikipedia and dbpedia-dump are read from an address too: 'qklm kg sources' shows",
      "whole commands."
    })
final class KgBuildCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Option(
      names = "--source",
      required = true,
      paramLabel = "FORMAT=PATH",
      description =
          "Where knowledge comes from, a path or for some formats an address; may be given several"
              + " times.")
  private List<String> sources = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Folder for the snapshot; must not exist or be empty.")
  private @Nullable Path output;

  @Option(
      names = "--epoch",
      paramLabel = "N",
      description = "Number of the epoch (default: ${DEFAULT-VALUE}).")
  private long epoch = 1;

  @Option(
      names = "--vector-bytes",
      paramLabel = "N",
      description =
          "Bytes that an entity's vector takes, 1 to its dimension (default:"
              + " ${DEFAULT-VALUE}).")
  private int vectorBytes = 32;

  @Option(
      names = "--rotate",
      description =
          "Turn vectors before they are cut, which keeps more of them; reading costs more.")
  private boolean rotate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the codebooks' training (default: ${DEFAULT-VALUE}).")
  private long seed = 17;

  @Option(
      names = "--problem-limit",
      paramLabel = "N",
      description =
          "Lines that may be unusable before the build fails (default: ${DEFAULT-VALUE}).")
  private int problemLimit = 1000;

  @Option(
      names = "--max-skipped",
      paramLabel = "PERCENT",
      description =
          "Share of the sources' records that may be skipped; where it was more, the snapshot is"
              + " written and the exit code is 1 (default: ${DEFAULT-VALUE}).")
  private double maxSkipped = 1;

  @Option(
      names = "--allow-incomplete",
      description = "End with 0 also when a source ends where it should go on.")
  private boolean allowIncomplete;

  @Option(
      names = "--vectors",
      paramLabel = "FILE",
      description = "Vectors computed before, which save embedding the same entities again.")
  private @Nullable Path vectors;

  @Option(
      names = "--write-vectors",
      paramLabel = "FILE",
      description = "Keep the vectors of this build for later ones.")
  private @Nullable Path writeVectors;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Entities embedded at a time; the number of processors when not given.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--resume",
      description =
          "Go on with what an interrupted build of this output left, if one did; keep what there is"
              + " when this one fails.")
  private boolean resume;

  @Option(
      names = "--dry-run",
      description = "Read the sources and say what is in them; build and write nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "What came of it as one JSON object.")
  private boolean asJson;

  @Mixin private ModelOption model = new ModelOption();

  KgBuildCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Checks.atLeast("--threads", 1, threads);
    Checks.atLeast("--vector-bytes", 1, vectorBytes);
    Checks.atLeast("--problem-limit", 0, problemLimit);
    Checks.atLeast("--epoch", 0, epoch);
    if (!(maxSkipped >= 0 && maxSkipped <= 100)) {
      throw CommandFailure.usage("--max-skipped is " + maxSkipped + "; 0 to 100 is allowed");
    }
    List<KnowledgeSource> opened = new ArrayList<>();
    for (String source : sources) {
      opened.addAll(open(source));
    }
    if (dryRun) {
      return survey(opened);
    }
    KnowledgeBuild.Options options = options();
    BuildReport report;
    try (BundleEmbedder embedder = BundleEmbedder.open(Engine.bundle(model.folder()), threads);
        ProgressDisplay progress = ProgressDisplay.on(terminal)) {
      KnowledgeBuild build =
          new KnowledgeBuild(options, embedder, precomputed(), new BuildProgressAdapter(progress));
      report = build.run(opened);
    }
    BuildReportText.lines(report).forEach(terminal::note);
    if (asJson) {
      KgJson.print(terminal, json -> KgJson.fill(json, report));
    }
    return exitCode(report.skipped(), "the snapshot was written without them");
  }

  /** Says what is missing, at the end, where it is read. */
  private int exitCode(Skipped skipped, String outcome) {
    List<String> reasons = BuildReportText.missing(skipped, maxSkipped, allowIncomplete, outcome);
    reasons.forEach(terminal::note);
    return reasons.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private int survey(List<KnowledgeSource> opened) throws IOException {
    SourceSurvey found;
    try (ProgressDisplay progress = ProgressDisplay.on(terminal)) {
      found = SourceSurvey.of(opened, problemLimit, new BuildProgressAdapter(progress));
    }
    BuildReportText.lines(found).forEach(terminal::note);
    if (asJson) {
      KgJson.print(terminal, json -> KgJson.fill(json, found));
    }
    return exitCode(found.skipped(), "a build would be written without them");
  }

  private KnowledgeBuild.Options options() {
    if (output == null) {
      throw CommandFailure.usage("--output DIR is needed, unless it is a --dry-run");
    }
    KnowledgeBuild.Options options =
        KnowledgeBuild.Options.into(output, epoch)
            .withVectors(
                VectorOptions.defaults().withBytes(vectorBytes).withRotation(rotate).withSeed(seed))
            .withProblemLimit(problemLimit);
    options = resume ? options.resuming() : options;
    return writeVectors == null ? options : options.withCodesFile(writeVectors);
  }

  private Optional<PrecomputedCodes> precomputed() throws IOException {
    if (vectors == null) {
      return Optional.empty();
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(vectors))) {
      return Optional.of(PrecomputedCodes.read(in));
    }
  }

  private static List<KnowledgeSource> open(String source) {
    try {
      return KnowledgeFormat.parse(source);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("--source " + e.getMessage());
    }
  }
}
