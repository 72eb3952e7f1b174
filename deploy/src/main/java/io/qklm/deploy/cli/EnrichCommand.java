package io.qklm.deploy.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.deploy.Engine;
import io.qklm.deploy.JsonLines;
import io.qklm.deploy.enrich.FileEnrichment;
import io.qklm.deploy.enrich.LineResult;
import io.qklm.deploy.job.SummaryArguments;
import io.qklm.deploy.terminal.Plural;
import io.qklm.deploy.terminal.ProgressDisplay;
import io.qklm.deploy.terminal.Terminal;
import io.qklm.model.QklmOptions;
import io.qklm.model.override.OverrideFile;
import io.qklm.model.override.OverrideSource;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code qklm enrich}: the engine over a file or a pipe. */
@Command(
    name = "enrich",
    description = "Enrich documents from a file or a pipe, one JSON document a line.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  qklm enrich --input news.jsonl --output enriched.jsonl",
      "  zcat news.jsonl.gz | qklm enrich --input - --output - | jq .summary.text",
      "",
      "A document needs 'id' and 'text'. Each line gives one line of output, in the same order,",
      "or one error. Gzip is told by content; an output whose name ends in .gz is packed."
    })
final class EnrichCommand implements Callable<Integer> {

  private static final String PIPE = "-";
  private static final int SENTENCES_SHOWN = 20;

  private final Terminal terminal;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE",
      description = "Documents to read, plain or gzip; '-' for standard input.")
  private String input = PIPE;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description = "Where enriched records go; '-' for standard output.")
  private String output = PIPE;

  @Option(
      names = "--errors",
      paramLabel = "FILE",
      description = "Where rejected lines go, as JSON. Without it they are told on standard error.")
  private @Nullable Path errors;

  @Option(
      names = "--strict",
      description = "Exit with 1 when any line was rejected; without it, only when every line was.")
  private boolean strict;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Documents worked on at a time; the number of processors when not given.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Mixin private SummaryArguments summary = new SummaryArguments();

  @Option(
      names = "--overrides",
      paramLabel = "FILE",
      defaultValue = "",
      description = "Links that a person decides, JSON lines.")
  private String overrides = "";

  @Mixin private KnowledgeOption knowledge = new KnowledgeOption();
  @Mixin private ModelOption model = new ModelOption();

  EnrichCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Checks.atLeast("--threads", 1, threads);
    if (!PIPE.equals(input) && !PIPE.equals(output)) {
      Checks.different("--input", Path.of(input), "--output", Path.of(output));
    }
    if (!PIPE.equals(input) && !Files.exists(Path.of(input))) {
      throw new NoSuchFileException(input);
    }
    Optional<Path> bundle = model.folder();
    QklmOptions options = options();
    OverrideSource decided = OverrideFile.named(overrides);
    // A pipe is touched last: reading from it takes what somebody sends.
    try (Engine engine = Engine.open(knowledge.folder(terminal), bundle, options, decided);
        JsonLines lines =
            PIPE.equals(input) ? new JsonLines(System.in) : JsonLines.open(Path.of(input));
        Results results = new Results()) {
      long began = System.nanoTime();
      new FileEnrichment(engine.qklm(), threads).run(lines, results);
      results.finish(System.nanoTime() - began);
      return results.rejected > 0 && (strict || results.enriched == 0) ? 1 : 0;
    }
  }

  private QklmOptions options() {
    try {
      return QklmOptions.defaults().withSummary(summary.form());
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  private OutputStream openOutput() throws IOException {
    if (PIPE.equals(output)) {
      return terminal.out();
    }
    return Outputs.create(Path.of(output));
  }

  /** Writes results and counts them. */
  private final class Results implements FileEnrichment.Sink, AutoCloseable {

    private final OutputStream out;
    private final @Nullable OutputStream errorOut;
    private final @Nullable ProgressDisplay progress;
    private final ObjectMapper json = new ObjectMapper();
    private long enriched;
    private long rejected;
    private long codePoints;

    Results() throws IOException {
      out = new BufferedOutputStream(openOutput(), 1 << 16);
      errorOut = errors == null ? null : Outputs.create(errors);
      // Records and a bar on one screen would overwrite each other.
      boolean showProgress = !PIPE.equals(output) || !terminal.outInteractive();
      progress = showProgress ? ProgressDisplay.on(terminal) : null;
      if (progress != null) {
        progress.phase("enriching", total());
      }
    }

    private long total() throws IOException {
      return PIPE.equals(input) || !Files.isRegularFile(Path.of(input))
          ? -1
          : JsonLines.count(Path.of(input));
    }

    @Override
    public void accept(LineResult result) throws IOException {
      if (result instanceof LineResult.Enriched record) {
        out.write(record.json().getBytes(StandardCharsets.UTF_8));
        out.write('\n');
        enriched++;
        codePoints += record.codePoints();
      } else if (result instanceof LineResult.Rejected line) {
        rejected++;
        report(line);
      }
      if (progress != null) {
        progress.advance(1);
      }
    }

    private void report(LineResult.Rejected line) throws IOException {
      if (errorOut != null) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("line", line.line());
        error.put("id", line.rejection().documentId());
        error.put("cause", line.rejection().cause().name());
        error.put("message", line.rejection().message());
        errorOut.write(json.writeValueAsBytes(error));
        errorOut.write('\n');
      } else if (rejected <= SENTENCES_SHOWN) {
        say(FileEnrichment.sentence(line));
      } else if (rejected == SENTENCES_SHOWN + 1) {
        say("further rejected lines are counted only; name a file with --errors to have them all");
      }
    }

    private void say(String line) {
      if (progress != null) {
        progress.note(line);
      } else {
        terminal.note(line);
      }
    }

    @Override
    public void pause() throws IOException {
      out.flush();
    }

    void finish(long nanos) throws IOException {
      out.flush();
      if (progress != null) {
        progress.close();
      }
      if (terminal.out().checkError()) {
        throw new CommandFailure(
            "whoever read the output stopped before its end; not all of it was written");
      }
      double seconds = Math.max(nanos / 1e9, 1e-9);
      terminal.note(
          String.format(
              Locale.ROOT,
              "enriched %s in %.1f s (%.1f documents/s, %,.0f characters/s)%s",
              Plural.of(enriched, "document"),
              seconds,
              enriched / seconds,
              codePoints / seconds,
              rejected == 0
                  ? ""
                  : String.format(
                      Locale.ROOT,
                      "; %s rejected",
                      Plural.of(rejected, "line was", "lines were"))));
    }

    @Override
    public void close() throws IOException {
      if (progress != null) {
        progress.close();
      }
      if (errorOut != null) {
        errorOut.close();
      }
      if (PIPE.equals(output)) {
        out.flush();
      } else {
        out.close();
      }
    }
  }
}
