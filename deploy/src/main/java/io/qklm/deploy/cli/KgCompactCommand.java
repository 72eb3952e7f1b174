package io.qklm.deploy.cli;

import io.qklm.deploy.Engine;
import io.qklm.deploy.report.KgJson;
import io.qklm.deploy.starter.BuildProgressAdapter;
import io.qklm.deploy.terminal.Plural;
import io.qklm.deploy.terminal.ProgressDisplay;
import io.qklm.deploy.terminal.Terminal;
import io.qklm.kg.store.BuildProgress;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.build.VectorOptions;
import io.qklm.kg.store.change.Compaction;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.format.SnapshotManifest.FileEntry;
import io.qklm.model.BundleEmbedder;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code qklm kg compact}: a snapshot written anew as the next epoch. */
@Command(
    name = "compact",
    description = "Write a snapshot anew as the next epoch, without what deltas left behind.",
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = {"  qklm kg compact --parent epoch-40 --output epoch-41"})
final class KgCompactCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private NextEpochOptions next = new NextEpochOptions();

  @Option(
      names = "--retrain",
      description =
          "Embed every entity again and train the codebooks anew, on the knowledge as it is now.")
  private boolean retrain;

  @Option(
      names = "--vector-bytes",
      paramLabel = "N",
      description = "With --retrain: bytes of an entity's vector; the parent's when not given.")
  private int vectorBytes;

  @Option(names = "--dry-run", description = "Say what there is to gain and write nothing.")
  private boolean dryRun;

  @Mixin private ModelOption model = new ModelOption();

  KgCompactCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Checks.atLeast("--vector-bytes", 0, vectorBytes);
    if (vectorBytes > 0 && !retrain) {
      throw CommandFailure.usage("--vector-bytes goes with --retrain");
    }
    // Everything is read and written anew under fresh digests, so it is verified first.
    if (dryRun) {
      try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(next.parent())) {
        say(snapshot);
      }
      return 0;
    }
    Compaction.Report report;
    try (ProgressDisplay display = ProgressDisplay.on(terminal)) {
      BuildProgress progress = new BuildProgressAdapter(display);
      try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(next.parent(), progress)) {
        report = run(snapshot, progress);
      }
    }
    print(report);
    return 0;
  }

  private Compaction.Report run(KnowledgeSnapshot snapshot, BuildProgress progress)
      throws IOException {
    Compaction.Options options = Compaction.Options.after(snapshot, next.output());
    if (!retrain) {
      return Compaction.of(snapshot, options, progress, Steps.NONE).run();
    }
    VectorOptions vectors =
        VectorOptions.defaults()
            .withBytes(vectorBytes > 0 ? vectorBytes : snapshot.quantizer().subspaces())
            .withRotation(snapshot.quantizer().rotation().isPresent());
    try (BundleEmbedder embedder =
        BundleEmbedder.open(Engine.bundle(model.folder()), next.threads())) {
      return Compaction.retraining(snapshot, options, embedder, vectors, progress, Steps.NONE)
          .run();
    }
  }

  private void say(KnowledgeSnapshot snapshot) {
    long bytes = snapshot.manifest().files().stream().mapToLong(FileEntry::size).sum();
    int files = snapshot.manifest().files().size();
    if (next.asJson()) {
      KgJson.print(
          terminal,
          json ->
              json.put("epoch", snapshot.manifest().epoch())
                  .put("files", files)
                  .put("bytes", bytes)
                  .put("aliasSegments", snapshot.aliases().deltas())
                  .put("retired", snapshot.manifest().counts().retired()));
      return;
    }
    terminal.note(
        String.format(
            Locale.ROOT,
            "epoch %d has %s, %.2f MB, %s beside the base and %s; compacting would read and write"
                + " all of it",
            snapshot.manifest().epoch(),
            Plural.of(files, "file"),
            bytes / 1e6,
            Plural.of(snapshot.aliases().deltas(), "alias segment"),
            Plural.of(
                snapshot.manifest().counts().retired(), "retired entity", "retired entities")));
  }

  private void print(Compaction.Report report) {
    if (next.asJson()) {
      KgJson.print(
          terminal,
          json ->
              json.put("folder", report.folder().toString())
                  .put("epoch", report.epoch())
                  .put("digest", report.digest())
                  .put("connectedFacts", report.connectedFacts())
                  .put("recoded", report.recoded())
                  .put("bytesBefore", report.bytesBefore())
                  .put("bytes", report.bytes())
                  .put("milliseconds", report.elapsed().toMillis()));
      return;
    }
    terminal.note(
        String.format(
            Locale.ROOT,
            "compacted into epoch %d in '%s': %.2f MB, before %.2f MB, %s found from the object's"
                + " side too, %.1f s",
            report.epoch(),
            report.folder(),
            report.bytes() / 1e6,
            report.bytesBefore() / 1e6,
            Plural.of(report.connectedFacts(), "fact"),
            report.elapsed().toMillis() / 1e3));
    if (report.recoded() > 0) {
      terminal.note(
          Plural.of(report.recoded(), "entity has a code", "entities have codes")
              + " of new codebooks");
    }
    terminal.note("digest " + report.digest());
  }
}
