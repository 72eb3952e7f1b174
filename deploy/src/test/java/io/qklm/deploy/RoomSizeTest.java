package io.qklm.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.deploy.pages.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A package is small enough to be read as a whole, and so is a file. */
class RoomSizeTest {

  private static final int FILES = 35;
  private static final int LINES = 400;

  @Test
  void packagesHoldFewFilesAndFilesFewLines() throws IOException {
    Map<Path, Integer> rooms = new TreeMap<>();
    List<String> longFiles = new ArrayList<>();
    for (Path file : Checkout.mainSources()) {
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
}
