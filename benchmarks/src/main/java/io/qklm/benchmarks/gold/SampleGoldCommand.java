package io.qklm.benchmarks.gold;

import io.qklm.benchmarks.data.DataDigest;
import io.qklm.deploy.starter.StarterKnowledge;
import io.qklm.deploy.terminal.Terminal;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.ModelBundle;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What is wrong with the links of the sample news, as shipped. */
@Command(
    name = "sample-gold",
    description = "The shipped engine over the sample news, held against its gold links.",
    mixinStandardHelpOptions = true)
public final class SampleGoldCommand implements Callable<Integer> {

  static final String LINKS = "sample-news-links.jsonl";
  static final String BOUND = "sample-news-bound.properties";

  @Option(
      names = "--gold",
      paramLabel = "DIR",
      description = "Folder of the gold; default: benchmarks/gold of this project.")
  private Path gold = Path.of(System.getProperty("qklm.gold", "benchmarks/gold"));

  @Option(names = "--knowledge", description = "A snapshot; default: the starter knowledge.")
  private Optional<Path> knowledge = Optional.empty();

  @Option(
      names = "--bundle",
      defaultValue = "",
      description =
          "A model bundle's folder, or zero-shot; default: the bundle that comes with the code.")
  private String bundle = "";

  @Option(names = "--brief", description = "Without what was wrong, mention by mention.")
  private boolean brief;

  @Option(
      names = "--write-bound",
      description = "Also record the figures as those that the build must not fall behind.")
  private boolean writeBound;

  @Spec private CommandSpec spec;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  public SampleGoldCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    ModelBundle model = ModelBundle.named(bundle);
    Path links = gold.resolve(LINKS);
    try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(folder())) {
      out.printf(
          "date %s%nknowledge digest %s; model %s, digest %s; gold %s%n",
          LocalDate.now(ZoneOffset.UTC),
          snapshot.digest(),
          model.name(),
          model.digest(),
          DataDigest.of(links));
      SampleRun run = SampleRun.of(model, snapshot, links);
      print(out, run, SampleRecall.of(model, snapshot, links));
      if (writeBound) {
        SampleBound.of(run).write(gold.resolve(BOUND));
      }
    }
    out.flush();
    return 0;
  }

  private Path folder() throws IOException {
    return knowledge.isPresent()
        ? knowledge.get()
        : StarterKnowledge.current().ensure(Terminal.plain(System.out, System.err));
  }

  private void print(PrintWriter out, SampleRun run, SampleRecall recall) {
    out.println("a right link overlaps a mention that it fits; all sums are of the texts");
    out.println(
        "document   said  wrong: other  on NIL  no name  linkable  missed: unfound  refused"
            + "  exact name  NIL");
    run.byDocument().forEach((id, score) -> line(out, id, score));
    line(out, "first ten", run.firstTen());
    line(out, "all", run.total());
    line(out, "titles", run.titles());
    LinkScore total = run.total();
    out.printf(
        Locale.ROOT,
        "wrong links %d of %d said (%.1f in 100), %d in the first ten documents; missed %d of %d;"
            + " refused with an exact name %d; linked where the knowledge has nothing %d of %d%n",
        total.wrong(),
        total.said(),
        total.wrongShare(),
        run.firstTen().wrong(),
        total.missed(),
        total.linkable(),
        total.refusedByName(),
        total.onNil(),
        total.nil());
    out.printf(
        Locale.ROOT,
        "candidate recall: span given %.1f, end to end %.1f in 100 of %d%n",
        100.0 * recall.given() / Math.max(1, recall.linkable()),
        100.0 * recall.offered() / Math.max(1, recall.linkable()),
        recall.linkable());
    if (!brief) {
      run.byDocument()
          .forEach(
              (id, score) -> score.remarks().forEach(remark -> out.println(id + " " + remark)));
      run.titles().remarks().forEach(remark -> out.println("title " + remark));
    }
  }

  private static void line(PrintWriter out, String name, LinkScore score) {
    out.printf(
        "%-9s %5d  %5d  %5d  %6d  %7d  %8d  %6d  %7d  %7d  %10d  %3d%n",
        name,
        score.said(),
        score.wrong(),
        score.otherEntity(),
        score.onNil(),
        score.notAName(),
        score.linkable(),
        score.missed(),
        score.notFound(),
        score.refused(),
        score.refusedByName(),
        score.nil());
  }
}
