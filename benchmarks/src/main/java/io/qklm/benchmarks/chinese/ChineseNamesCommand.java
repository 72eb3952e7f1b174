package io.qklm.benchmarks.chinese;

import io.qklm.benchmarks.DataOption;
import io.qklm.benchmarks.data.DataDigest;
import io.qklm.text.Span;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Known names in Chinese text, by how it is cut and by the rank that a short name needs. */
@Command(
    name = "chinese-names",
    description = "Known names in Chinese text, by segmentation and by the rank of short ones.",
    mixinStandardHelpOptions = true)
public final class ChineseNamesCommand implements Callable<Integer> {

  private static final double[] RANKS = {0, 0.2, 0.3, 0.4, 0.5, 0.6};

  @Mixin private DataOption data = new DataOption();

  @Spec private CommandSpec spec;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  public ChineseNamesCommand() {}

  /** What became of the links and of the marked names that are known. */
  private static final class Counts {
    private int links;
    private int exact;
    private int outside;
    private int known;
    private int found;

    private void add(MarkedNames marked, List<Span> said, KnownNames names) {
      for (Span link : said) {
        links++;
        exact += marked.names().contains(link) ? 1 : 0;
        outside += marked.names().stream().noneMatch(name -> overlap(name, link)) ? 1 : 0;
      }
      for (Span name : marked.names()) {
        if (name.end() <= marked.text().length() && names.isNamed(name.in(marked.text()))) {
          known++;
          found += said.contains(name) ? 1 : 0;
        }
      }
    }

    private static boolean overlap(Span a, Span b) {
      return a.start() < b.end() && b.start() < a.end();
    }
  }

  @Override
  public Integer call() throws IOException {
    Path folder = data.folder();
    Path knowledge = folder.resolve("kg/merged/entities.jsonl.gz");
    Path msra = folder.resolve("ner/zh-msra/val/sentences.txt");
    Path cluener = folder.resolve("ner/zh-cluener/train.jsonl.gz");
    KnownNames names = KnownNames.read(knowledge);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "known Chinese names; date %s; knowledge %s, %d surface forms; one character is no name%n",
        LocalDate.now(ZoneOffset.UTC),
        DataDigest.of(knowledge),
        names.size());
    print(
        out,
        "MSRA val " + DataDigest.of(msra),
        MarkedNames.ofTags(msra, msra.resolveSibling("tags.txt")),
        names);
    print(out, "CLUENER train " + DataDigest.of(cluener), MarkedNames.ofLines(cluener), names);
    return 0;
  }

  private static void print(PrintWriter out, String set, List<MarkedNames> texts, KnownNames names)
      throws IOException {
    long characters = texts.stream().mapToLong(text -> text.text().length()).sum();
    out.printf(Locale.ROOT, "%n%s: %d sentences, %d characters%n", set, texts.size(), characters);
    out.println(
        "words          rank of two   links  exactly a name  in no name  known names found  seconds"
            + " per 100,000 characters");
    for (Words words : Words.values()) {
      long start = System.nanoTime();
      List<BitSet> ends = new ArrayList<>();
      for (MarkedNames text : texts) {
        ends.add(words.ends(text.text()));
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      for (double least : RANKS) {
        Counts counts = new Counts();
        for (int i = 0; i < texts.size(); i++) {
          MarkedNames text = texts.get(i);
          counts.add(text, names.in(text.text(), ends.get(i), least), names);
        }
        out.printf(
            Locale.ROOT,
            "%-14s %11.1f  %6d  %13.1f%%  %9.1f%%  %8.1f%% of %5d  %7.1f%n",
            words.name().toLowerCase(Locale.ROOT).replace('_', ' '),
            least,
            counts.links,
            100.0 * counts.exact / counts.links,
            100.0 * counts.outside / counts.links,
            100.0 * counts.found / counts.known,
            counts.known,
            seconds * 100_000 / characters);
      }
      out.flush();
    }
  }
}
