package io.qklm.benchmarks.stories;

import com.fasterxml.jackson.databind.JsonNode;
import io.qklm.benchmarks.DataOption;
import io.qklm.benchmarks.data.DataDigest;
import io.qklm.benchmarks.data.JsonLines;
import io.qklm.stories.term.TermFrequencies;
import io.qklm.stories.term.TermHash;
import io.qklm.stories.term.Words;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import opennlp.tools.stemmer.PorterStemmer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Counts how common words are; none of the texts is in a set of stories. */
@Command(
    name = "term-frequencies",
    description = "Writes the table of how common words are, counted on openly licensed texts.",
    mixinStandardHelpOptions = true)
public final class TermFrequenciesCommand implements Callable<Integer> {

  private static final List<String> SOURCES =
      List.of(
          "streams/senate-press/articles.jsonl.gz",
          "streams/congress-press/articles.jsonl.gz",
          "streams/wikinews/articles.jsonl.gz",
          "linking/simplewiki-2007/articles.jsonl.gz",
          "linking/current-events-2025/events.jsonl.gz");

  /** The sets of stories begin here. */
  private static final String BEFORE = "2025-09-14";

  private static final String DATED = "linking/current-events-2025/events.jsonl.gz";

  @Option(names = "--output", required = true, description = "Where the table goes.")
  private Path output = Path.of("");

  @Mixin private DataOption data = new DataOption();

  @Spec private CommandSpec spec;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  public TermFrequenciesCommand() {}

  /** What was counted so far. */
  private static final class Counts {
    private final PorterStemmer stemmer = new PorterStemmer();
    private final Map<Integer, Integer> texts = new HashMap<>();
    private int read;

    void add(String text) {
      Set<Integer> terms = new HashSet<>();
      Words.of(text).forEach(word -> terms.add(TermHash.of(stemmer.stem(word))));
      terms.forEach(term -> texts.merge(term, 1, Integer::sum));
      read++;
    }
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Counts counts = new Counts();
    for (String source : SOURCES) {
      Path file = data.folder().resolve(source);
      int before = counts.read;
      JsonLines.forEach(
          file,
          row -> {
            if (!source.equals(DATED) || row.path("date").asText().compareTo(BEFORE) < 0) {
              counts.add(text(row));
            }
          });
      out.printf("%s %s: %d texts%n", source, DataDigest.of(file), counts.read - before);
    }
    TermFrequencies table = TermFrequencies.of(counts.read, counts.texts);
    Files.write(output, table.write());
    out.printf("%d texts, %d terms listed in %s%n", counts.read, table.size(), output);
    out.flush();
    return 0;
  }

  private static String text(JsonNode row) {
    StringBuilder text = new StringBuilder(row.path("title").asText(""));
    text.append('\n').append(row.path("text").asText(""));
    row.path("blocks").forEach(block -> text.append('\n').append(block.get(1).asText("")));
    return text.toString();
  }
}
