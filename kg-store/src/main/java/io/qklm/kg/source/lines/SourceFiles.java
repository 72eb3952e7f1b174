package io.qklm.kg.source.lines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** How the files of a source stand. */
public final class SourceFiles {

  private static final int MOST_LEVELS = 8;

  private SourceFiles() {}

  /**
   * One line that changes when the source is another, is read in another way, or when one of its
   * files was written since.
   *
   * @param description what the source is
   * @param place its file, or the folder they are in; may be missing, which shows at reading
   * @param how what else decides what is read
   */
  public static String state(String description, Path place, Object... how) throws IOException {
    StringBuilder state = new StringBuilder(description);
    List.of(how).forEach(option -> state.append(", ").append(option));
    if (Files.isDirectory(place)) {
      try (Stream<Path> all = Files.walk(place, MOST_LEVELS)) {
        for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
          append(state.append(", ").append(place.relativize(file)).append(':'), file);
        }
      }
    } else if (Files.exists(place)) {
      append(state.append(','), place);
    }
    return state.toString();
  }

  private static void append(StringBuilder state, Path file) throws IOException {
    state
        .append(' ')
        .append(Files.size(file))
        .append(" bytes of ")
        .append(Files.getLastModifiedTime(file));
  }
}
