package io.qklm.flink.sql;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The SQL in the likeness of bug reports that this module's tests run; it lies outside. */
final class SharedCases {

  /** Each has a check in this module. */
  static final List<String> FOLDERS =
      List.of(
          "90-sql-varchar",
          "91-sql-not-null-char",
          "92-sql-config-map",
          "93-sql-changelog",
          "95-sql-show-model",
          "96-sql-column-clash",
          "98-sql-compile-plan");

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
