package io.qklm.benchmarks.sentences;

import io.qklm.benchmarks.DataOption;
import io.qklm.benchmarks.data.DataDigest;
import io.qklm.benchmarks.sentences.MarkedCorpus.Paragraphs;
import io.qklm.measure.Bootstrap;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** F1 of sentence ends on GUM and EWT, beside other splitters. */
@Command(
    name = "sentences",
    description = "F1 of sentence ends on GUM and EWT, beside ICU and OpenNLP.",
    mixinStandardHelpOptions = true)
public final class SentencesCommand implements Callable<Integer> {

  private static final long SEED = 1;

  /** What the rules were written with an eye on; the other documents are for the figures. */
  private static final String TUNED = "tuned";

  private static final String HELD = "held";

  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--part",
      defaultValue = HELD,
      description =
          "Of each set's documents, every other one: 'tuned' for the rules, 'held' for figures, or"
              + " 'all'; default: ${DEFAULT-VALUE}.")
  private String part = "";

  @Option(
      names = "--errors",
      description = "Prints each end that QKLM missed or invented, with its surroundings.")
  private boolean errors;

  @Spec private CommandSpec spec;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  public SentencesCommand() {}

  /** Documents of one kind. */
  private record MarkedSet(String name, List<MarkedDocument> documents) {}

  private record Counts(long right, long found, long there) {

    double f1() {
      return found + there == 0 ? 0 : 200.0 * right / (found + there);
    }

    Counts plus(Counts other) {
      return new Counts(right + other.right, found + other.found, there + other.there);
    }
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path gum = data.folder().resolve("ner/gum/gum.conllu.gz");
    Path ewt = data.folder().resolve("ner/uner-ewt/en_ewt-ud-train.iob2.gz");
    out.printf(
        Locale.ROOT,
        "sentence ends; date %s; GUM %s, EWT %s; documents: %s; seed %d%n",
        LocalDate.now(ZoneOffset.UTC),
        DataDigest.of(gum),
        DataDigest.of(ewt),
        part,
        SEED);
    List<MarkedSet> sets = new ArrayList<>();
    for (Paragraphs paragraphs : Paragraphs.values()) {
      List<MarkedDocument> all = MarkedCorpus.read(gum, paragraphs);
      String form = " (" + paragraphs.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ")";
      List<MarkedDocument> open = new ArrayList<>();
      for (String genre : List.of("news", "interview", "bio")) {
        List<MarkedDocument> documents =
            drawn(all.stream().filter(d -> d.id().startsWith("GUM_" + genre)).toList());
        sets.add(new MarkedSet("GUM " + genre + form, documents));
        open.addAll(documents);
      }
      sets.add(new MarkedSet("GUM all three" + form, open));
    }
    for (Paragraphs paragraphs : List.of(Paragraphs.FLOWING)) {
      sets.add(new MarkedSet("UNER-EWT", drawn(MarkedCorpus.read(ewt, paragraphs))));
    }
    out.printf("%-32s %9s %9s", "", "documents", "sentences");
    for (Splitter splitter : Splitter.values()) {
      out.printf("  %-19s", splitter.shown());
    }
    out.println();
    for (MarkedSet set : sets) {
      report(out, set);
    }
    return 0;
  }

  private List<MarkedDocument> drawn(List<MarkedDocument> documents) {
    List<MarkedDocument> drawn = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      if (part.equals("all") || (i % 2 == 0) == part.equals(TUNED)) {
        drawn.add(documents.get(i));
      }
    }
    return drawn;
  }

  private void report(PrintWriter out, MarkedSet set) throws IOException {
    long sentences = set.documents().stream().mapToLong(document -> document.ends().size()).sum();
    out.printf(Locale.ROOT, "%-32s %9d %9d", set.name(), set.documents().size(), sentences);
    for (Splitter splitter : Splitter.values()) {
      Splitter.Finder finder = splitter.open();
      List<Counts> counts = new ArrayList<>();
      for (MarkedDocument document : set.documents()) {
        Set<Integer> found = finder.ends(document.text());
        Set<Integer> right = new TreeSet<>(found);
        right.retainAll(document.ends());
        counts.add(new Counts(right.size(), found.size(), document.ends().size()));
        if (errors && splitter == Splitter.QKLM) {
          tell(out, document, found);
        }
      }
      out.printf("  %-19s", Bootstrap.interval(counts, some -> sum(some).f1(), SEED));
    }
    out.println();
    out.flush();
  }

  private static Counts sum(List<Counts> counts) {
    return counts.stream().reduce(new Counts(0, 0, 0), Counts::plus);
  }

  private static void tell(PrintWriter out, MarkedDocument document, Set<Integer> found) {
    Set<Integer> wrong = new TreeSet<>(found);
    wrong.addAll(document.ends());
    for (int end : wrong) {
      if (found.contains(end) != document.ends().contains(end)) {
        String text = document.text();
        String around =
            text.substring(Math.max(0, end - 60), end)
                + "¦"
                + text.substring(end, Math.min(text.length(), end + 40));
        out.printf(
            "%n%s %s: %s",
            found.contains(end) ? "invented" : "missed", document.id(), around.replace('\n', '⏎'));
      }
    }
  }
}
