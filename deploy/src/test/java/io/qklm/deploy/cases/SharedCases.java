package io.qklm.deploy.cases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The small inputs in the likeness of public bug reports; they lie beside the checkout. */
final class SharedCases {

  static final Path FOLDER = Path.of("../../shared/cases");

  private SharedCases() {}

  /** The names of the folders; empty where the cases are not. */
  static List<String> names() throws IOException {
    if (!Files.isDirectory(FOLDER)) {
      System.out.println("skipped: there are no cases in " + FOLDER.toAbsolutePath().normalize());
      return List.of();
    }
    try (Stream<Path> children = Files.list(FOLDER)) {
      return children
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }
}
