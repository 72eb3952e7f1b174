package io.qklm.benchmarks.stories;

import com.fasterxml.jackson.databind.JsonNode;
import io.qklm.benchmarks.DataOption;
import io.qklm.benchmarks.data.DataDigest;
import io.qklm.benchmarks.data.JsonLines;
import io.qklm.stories.copy.Copy;
import io.qklm.stories.copy.CopyIndex;
import io.qklm.stories.copy.CopyOptions;
import io.qklm.stories.copy.Signature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How well copies are found that are made of newswire and press releases. */
@Command(
    name = "copies",
    description =
        "Recall and precision of copies made of Reuters and press texts: cut, reordered, with"
            + " another headline, with another agency line.",
    mixinStandardHelpOptions = true)
public final class CopiesCommand implements Callable<Integer> {

  private static final long SEED = 25;
  private static final int LEAST_WORDS = 60;
  private static final String[] SETS = {
    "streams/reuters21578/reuters21578.jsonl.gz", "streams/senate-press/articles.jsonl.gz"
  };

  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--documents",
      defaultValue = "2000",
      description = "Texts of a set, half of them copied; default: ${DEFAULT-VALUE}.")
  private int documents;

  @Spec private CommandSpec spec;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  public CopiesCommand() {}

  /** What is done to a text. */
  private enum Change {
    HEADLINE,
    AGENCY_LINE,
    REORDERED,
    CUT_BY_A_QUARTER,
    CUT_BY_HALF;

    String of(String text, Random random) {
      List<String> sentences = new ArrayList<>(List.of(text.split("(?<=[.!?])\\s+", -1)));
      return switch (this) {
        case HEADLINE -> "Officials respond to the latest reports, sources say\n" + text;
        case AGENCY_LINE ->
            "NORVIK, "
                + random.nextInt(28)
                + " (Northern Wire) -- "
                + text
                + "\nCopyright, all rights";
        case REORDERED -> {
          Collections.shuffle(sentences, random);
          yield String.join(" ", sentences);
        }
        case CUT_BY_A_QUARTER -> head(text, 0.75);
        case CUT_BY_HALF -> head(text, 0.5);
      };
    }

    private static String head(String text, double share) {
      String[] words = text.split("\\s+", -1);
      return String.join(" ", List.of(words).subList(0, (int) (words.length * share)));
    }
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("copies; date %s; seed %d%n", LocalDate.now(ZoneOffset.UTC), SEED);
    for (String set : SETS) {
      Path file = data.folder().resolve(set);
      out.println("data " + set + " " + DataDigest.of(file));
      List<String> texts = texts(file);
      for (Change change : Change.values()) {
        report(out, set, change, texts);
      }
    }
    return 0;
  }

  private List<String> texts(Path file) throws IOException {
    List<String> all = new ArrayList<>();
    for (JsonNode row : JsonLines.read(file)) {
      String text = row.path("text").asText("");
      if (text.split("\\s+", -1).length >= LEAST_WORDS) {
        all.add(text);
      }
    }
    Collections.shuffle(all, new Random(SEED));
    return all.subList(0, Math.min(documents, all.size()));
  }

  /** Half of the texts come as they are, then a copy of each and the other half, all mixed. */
  private static void report(PrintWriter out, String set, Change change, List<String> texts) {
    CopyIndex index =
        new CopyIndex(new CopyOptions(0.6, 0.7, Duration.ofDays(3), Integer.MAX_VALUE));
    int half = texts.size() / 2;
    for (int i = 0; i < half; i++) {
      index.add("d" + i, 0, Signature.of(texts.get(i)));
    }
    Random random = new Random(SEED);
    int right = 0;
    int found = 0;
    int strangers = 0;
    for (int i = 0; i < half; i++) {
      Optional<Copy> copy = index.find(Signature.of(change.of(texts.get(i), random)));
      found += copy.isPresent() ? 1 : 0;
      String source = texts.get(i);
      // Of two texts that are the same in the set, either may be the original.
      right +=
          copy.isPresent()
                  && texts.get(Integer.parseInt(copy.get().original().substring(1))).equals(source)
              ? 1
              : 0;
      if (index.find(Signature.of(texts.get(half + i))).isPresent()) {
        found++;
        strangers++;
      }
    }
    out.printf(
        Locale.ROOT,
        "%-45s %-18s recall %.3f, precision %.3f; of %d others %d taken for copies%n",
        set,
        change.name().toLowerCase(Locale.ROOT).replace('_', ' '),
        (double) right / half,
        (double) right / Math.max(1, found),
        half,
        strangers);
    out.flush();
  }
}
