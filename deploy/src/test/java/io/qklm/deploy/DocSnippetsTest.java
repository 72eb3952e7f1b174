package io.qklm.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Code in the guides is cut from files that tests run: before each block stands where from, and
 * here both are held against each other. With {@code -Dqklm.docs.write=true} the pages are written
 * anew.
 */
class DocSnippetsTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** Pages whose every block of these languages must be cut from somewhere. */
  private static final List<String> GUIDES = List.of("sql.md", "datastream.md", "connect.md");

  private static final Pattern BLOCK =
      Pattern.compile(
          "(?:<!-- snippet: (?<file>[^#\\s]+)#(?<name>[^\\s]+) -->\\n)?"
              + "```(?<language>sql|java|properties|xml)\\n(?<code>.*?)```",
          Pattern.DOTALL);

  @Test
  void areWhatTheTestsRun() throws IOException {
    boolean write = Boolean.getBoolean("qklm.docs.write");
    int seen = 0;
    for (Path page : pages()) {
      String text = Files.readString(page);
      boolean guide = GUIDES.contains(page.getFileName().toString());
      StringBuilder written = new StringBuilder();
      Matcher block = BLOCK.matcher(text);
      while (block.find()) {
        String file = block.group("file");
        if (file == null) {
          assertThat(guide)
              .withFailMessage("%s has a block that is cut from nowhere:%n%s", page, block.group())
              .isFalse();
          block.appendReplacement(written, Matcher.quoteReplacement(block.group()));
          continue;
        }
        String name = block.group("name");
        String region = region(ROOT.resolve(file), name);
        if (!write) {
          assertThat(block.group("code"))
              .as("%s, cut from %s#%s; -Dqklm.docs.write=true mends it", page, file, name)
              .isEqualTo(region);
        }
        seen++;
        block.appendReplacement(
            written,
            Matcher.quoteReplacement(
                "<!-- snippet: "
                    + file
                    + "#"
                    + name
                    + " -->\n```"
                    + block.group("language")
                    + "\n"
                    + region
                    + "```"));
      }
      block.appendTail(written);
      if (write) {
        Files.writeString(page, written);
      }
    }
    assertThat(seen).isGreaterThan(10);
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
      List<Path> pages = new ArrayList<>(files.filter(f -> f.toString().endsWith(".md")).toList());
      pages.add(ROOT.resolve("README.md"));
      return pages;
    }
  }

  /** The lines between {@code snippet: NAME} and {@code end}, without their common indentation. */
  private static String region(Path file, String name) throws IOException {
    List<String> lines = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(file)) {
      String comment = line.strip().replaceFirst("^(//|--|#|<!--)\\s*", "").replace("-->", "");
      if (comment.strip().equals("snippet: " + name)) {
        inside = true;
      } else if (inside && comment.strip().equals("end")) {
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
          lines.remove(lines.size() - 1);
        }
        int indent =
            lines.stream()
                .filter(kept -> !kept.isBlank())
                .mapToInt(kept -> kept.length() - kept.stripLeading().length())
                .min()
                .orElse(0);
        return String.join(
            "",
            lines.stream()
                .map(kept -> kept.substring(Math.min(indent, kept.length())) + "\n")
                .toList());
      } else if (inside) {
        lines.add(line);
      }
    }
    throw new IOException("there is no whole snippet '" + name + "' in " + file);
  }
}
