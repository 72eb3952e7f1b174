package io.qklm.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A package is small enough to be read as a whole, and so is a file. */
class RoomSizeTest {

  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
  private static final int FILES = 35;
  private static final int LINES = 400;

  @Test
  void packagesHoldFewFilesAndFilesFewLines() throws IOException {
    Map<Path, Integer> rooms = new TreeMap<>();
    List<String> longFiles = new ArrayList<>();
    for (Path file : sources()) {
      rooms.merge(file.getParent(), 1, Integer::sum);
      int lines = Files.readAllLines(file).size();
      if (lines > LINES) {
        longFiles.add(file + " has " + lines + " lines");
      }
    }
    assertThat(rooms).hasSizeGreaterThan(80);
    assertThat(longFiles).as("files over %s lines", LINES).isEmpty();
    rooms.values().removeIf(count -> count <= FILES);
    assertThat(rooms).as("packages of more than %s files", FILES).isEmpty();
  }

  private static List<Path> sources() throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        CHECKOUT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = String.valueOf(folder.getFileName());
            return name.equals("target") || name.startsWith(".")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String path = file.toString().replace('\\', '/');
            if (path.endsWith(".java") && path.contains("/src/main/java/")) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }
}
