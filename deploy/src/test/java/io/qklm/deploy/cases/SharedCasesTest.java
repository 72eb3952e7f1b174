package io.qklm.deploy.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every shared case has a coded check: its folder is named in a test of the module that the case is
 * about, or in {@code by-command.txt}, for those that need root or a broker and are run by hand.
 */
class SharedCasesTest {

  private static final Path CHECKOUT = Path.of("..");

  @Test
  void everyFolderHasACheck() throws IOException {
    List<String> names = SharedCases.names();
    if (names.isEmpty()) {
      return;
    }
    String tests = tests() + byCommand();
    assertThat(names)
        .filteredOn(
            name -> !Pattern.compile("(?<![\\w-])" + name + "(?![\\w-])").matcher(tests).find())
        .as("folders of ../shared/cases that no test names")
        .isEmpty();
  }

  private static String byCommand() throws IOException {
    return Files.readString(Path.of("src/test/resources/io/qklm/deploy/cases/by-command.txt"));
  }

  /** The sources of all tests, end to end. */
  private static String tests() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(CHECKOUT, 16)) {
      for (Path file :
          files
              .filter(path -> path.toString().contains("src/test/java"))
              .filter(path -> path.toString().endsWith(".java"))
              .toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }
}
