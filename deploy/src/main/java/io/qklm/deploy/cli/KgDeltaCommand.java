package io.qklm.deploy.cli;

import io.qklm.deploy.Engine;
import io.qklm.deploy.report.KgJson;
import io.qklm.deploy.terminal.Plural;
import io.qklm.deploy.terminal.Terminal;
import io.qklm.kg.KnowledgeUpdate;
import io.qklm.kg.source.interchange.KnowledgeUpdateReader;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.KnowledgeSnapshot.Verification;
import io.qklm.kg.store.change.DeltaBuild;
import io.qklm.kg.store.change.DeltaReport;
import io.qklm.kg.store.files.Steps;
import io.qklm.model.BundleEmbedder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code qklm kg delta}: the next epoch out of a snapshot and updates. */
@Command(
    name = "delta",
    description = "Build the next epoch from a snapshot and updates, sharing its unchanged files.",
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = {
      "  qklm kg delta --parent epoch-1 --updates changes.jsonl --output epoch-2",
      "",
      "Each line of the updates is {\"upsert\": {...}}, the full record of an entity, or",
      "{\"retire\": \"id\"}."
    })
final class KgDeltaCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private NextEpochOptions next = new NextEpochOptions();

  @Option(
      names = "--updates",
      required = true,
      paramLabel = "FILE",
      description = "Updates as JSON lines, plain or gzip.")
  private Path updates = Path.of("");

  @Option(
      names = "--problem-limit",
      paramLabel = "N",
      description =
          "Lines that may be unusable before the delta fails (default: ${DEFAULT-VALUE}).")
  private int problemLimit;

  @Option(
      names = "--verify-parent",
      description = "Read all of the parent's files and hold them against their digests first.")
  private boolean verifyParent;

  @Mixin private ModelOption model = new ModelOption();

  KgDeltaCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    int threads = next.threads();
    Checks.atLeast("--problem-limit", 0, problemLimit);
    List<KnowledgeUpdate> read = read();
    KnowledgeSnapshot.Options opening =
        KnowledgeSnapshot.Options.defaults()
            .withVerification(verifyParent ? Verification.DIGESTS : Verification.SIZES);
    DeltaReport report;
    try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(next.parent(), opening);
        BundleEmbedder embedder = BundleEmbedder.open(Engine.bundle(model.folder()), threads)) {
      report =
          new DeltaBuild(
                  snapshot, DeltaBuild.Options.after(snapshot, next.output()), embedder, Steps.NONE)
              .run(read);
    }
    print(report);
    return 0;
  }

  private List<KnowledgeUpdate> read() throws IOException {
    List<KnowledgeUpdate> read = new ArrayList<>();
    int[] problems = {0};
    KnowledgeUpdateReader.read(
        updates,
        new KnowledgeUpdateReader.Consumer() {
          @Override
          public void update(KnowledgeUpdate update) {
            read.add(update);
          }

          @Override
          public void problem(String place, String reason) {
            terminal.note(place + ": " + reason);
            if (++problems[0] > problemLimit) {
              throw new CommandFailure(
                  "the updates have more than "
                      + problemLimit
                      + " problems; mend them or allow more with --problem-limit");
            }
          }
        });
    return read;
  }

  private void print(DeltaReport report) {
    if (next.asJson()) {
      KgJson.print(
          terminal,
          json ->
              json.put("folder", report.folder().toString())
                  .put("epoch", report.epoch())
                  .put("digest", report.digest())
                  .put("added", report.added())
                  .put("changed", report.changed())
                  .put("retired", report.retired())
                  .put("unknownRetired", report.unknownRetired())
                  .put("unknownObjects", report.unknownObjects())
                  .put("newBytes", report.newBytes())
                  .put("milliseconds", report.elapsed().toMillis()));
      return;
    }
    if (report.unknownRetired() > 0) {
      terminal.note(
          Plural.of(report.unknownRetired(), "retirement") + " left out: no entity has its id");
    }
    if (report.unknownObjects() > 0) {
      terminal.note(
          Plural.of(report.unknownObjects(), "fact") + " kept whose object no entity has as id");
    }
    terminal.note(
        String.format(
            Locale.ROOT,
            "built epoch %d in '%s': %s added, %,d changed, %,d retired, %.2f MB new," + " %.1f s",
            report.epoch(),
            report.folder(),
            Plural.of(report.added(), "entity", "entities"),
            report.changed(),
            report.retired(),
            report.newBytes() / 1e6,
            report.elapsed().toMillis() / 1e3));
    terminal.note("digest " + report.digest());
  }
}
