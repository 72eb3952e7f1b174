package io.qklm.kafka;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The records in the likeness of bug reports that this module's tests read; they lie outside. */
final class SharedCases {

  /** Each has a check in this module. */
  static final List<String> FOLDERS = List.of("91k-kafka-odd-records");

  private static final Path CASES = Path.of("../../shared/cases");

  private SharedCases() {}

  /** A file of a folder; without it the test is skipped, and says so. */
  static Path file(String folder, String name) {
    if (!FOLDERS.contains(folder)) {
      throw new IllegalArgumentException(folder + " is not in SharedCases.FOLDERS");
    }
    Path file = CASES.resolve(folder).resolve(name);
    assumeTrue(
        Files.exists(file),
        "the case " + folder + " is not here: " + CASES + " lies beside the checkout or nowhere");
    return file;
  }
}
