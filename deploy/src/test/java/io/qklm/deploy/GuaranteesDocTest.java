package io.qklm.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/guarantees.md names the test of each promise, and there are tests of these names. */
class GuaranteesDocTest {

  private static final Path ROOT = Path.of("..");
  private static final Path PAGE = ROOT.resolve("docs/guarantees.md");

  /** {@code ClassTest} or {@code ClassIT.methodThatIsATest}. */
  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+(?:Test|IT))(?:\\.(\\w+))?`");

  /** What is Kafka's or Flink's own, which no test of this project can break. */
  private static final List<String> OF_OTHERS = List.of("any Flink job", "Kafka's own doing");

  @Test
  void namesTestsThatThereAre() throws IOException {
    Map<String, Path> tests = tests();
    List<String> wrong = new ArrayList<>();
    Matcher named = NAMED.matcher(Files.readString(PAGE));
    int count = 0;
    while (named.find()) {
      count++;
      Path file = tests.get(named.group(1));
      String method = named.group(2);
      if (file == null) {
        wrong.add("there is no test class " + named.group(1));
      } else if (method != null && !Files.readString(file).contains("void " + method + "(")) {
        wrong.add(named.group(1) + " has no test " + method);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(count).isGreaterThan(50);
  }

  @Test
  void namesATestForEachPromise() throws IOException {
    List<String> promises = new ArrayList<>();
    for (String section : Files.readString(PAGE).split("\n## ")) {
      if (section.startsWith("How\n")) {
        promises.addAll(List.of(section.split("\n- ")).subList(1, section.split("\n- ").length));
      } else if (section.startsWith("When things fail\n")
          || section.startsWith("Knowledge epochs\n")) {
        // After the head of the table and the line below it.
        promises.addAll(section.lines().filter(line -> line.startsWith("| ")).skip(2).toList());
      }
    }
    assertThat(promises)
        .hasSizeGreaterThan(30)
        .allSatisfy(
            promise ->
                assertThat(
                        NAMED.matcher(promise).find()
                            || OF_OTHERS.stream().anyMatch(promise::contains))
                    .as(promise)
                    .isTrue());
  }

  private static Map<String, Path> tests() throws IOException {
    Map<String, Path> tests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      files
          .filter(file -> file.toString().contains("/src/test/java/"))
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(
              file -> tests.put(String.valueOf(file.getFileName()).replace(".java", ""), file));
    }
    return tests;
  }
}
