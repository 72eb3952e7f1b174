package io.qklm.deploy.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/walks.md leads through files that are there and have what it names. */
class WalksTest {

  private static final Path PAGE = Checkout.ROOT.resolve("docs/walks.md");
  private static final Pattern STEP =
      Pattern.compile("(\\d+)\\. \\[`([^`]+)`\\]\\(([^)]+)\\): (.+)\\.");
  private static final Pattern NAMED =
      Pattern.compile("(?<!\\[)`([A-Z][A-Za-z]+)(?:\\.([a-z]\\w*))?`");

  @Test
  void everyStepIsThere() throws IOException {
    Map<String, Integer> walks = new TreeMap<>();
    String walk = "";
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("## ")) {
        walk = line.substring(3);
        walks.put(walk, 0);
      } else if (line.matches("\\d+\\..*")) {
        Matcher step = STEP.matcher(line);
        assertThat(step.matches())
            .as("a step of the form 'N. [`Name`](file): words.': " + line)
            .isTrue();
        assertThat(Integer.parseInt(step.group(1)))
            .as(line)
            .isEqualTo(walks.merge(walk, 1, Integer::sum));
        Path file = PAGE.resolveSibling(step.group(3)).normalize();
        assertThat(file).exists().startsWith(Checkout.ROOT);
        String name = step.group(2);
        if (name.contains(".")) {
          assertThat(Checkout.ROOT.resolve(name)).isEqualTo(file);
        } else {
          assertThat(file).hasFileName(name + ".java");
        }
      }
    }
    assertThat(walks)
        .hasSize(6)
        .allSatisfy((title, steps) -> assertThat(steps).as(title).isGreaterThan(4));
  }

  @Test
  void everyClassAndMethodThatIsNamedIsThere() throws IOException {
    Map<String, Path> classes = new TreeMap<>();
    for (Path file : Checkout.mainSources()) {
      classes.put(file.getFileName().toString().replace(".java", ""), file);
    }
    Set<String> missing = new TreeSet<>();
    int named = 0;
    Matcher name = NAMED.matcher(Files.readString(PAGE));
    while (name.find()) {
      named++;
      Path file = classes.get(name.group(1));
      if (file == null
          || name.group(2) != null
              && !Files.readString(file).matches("(?s).*[ .]" + name.group(2) + "\\(.*")) {
        missing.add(name.group());
      }
    }
    assertThat(named).isGreaterThan(10);
    assertThat(missing).isEmpty();
  }
}
