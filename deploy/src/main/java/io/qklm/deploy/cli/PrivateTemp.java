package io.qklm.deploy.cli;

import io.qklm.kg.store.files.FileTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder that the script made for all temporary files of this process, named {@code
 * qklm-PID-RANDOM}. Libraries unpack native code there and not all of them clear up; so it goes as
 * a whole when the process ends, and those of processes that were killed go at the next start.
 */
final class PrivateTemp {

  private static final Pattern NAME = Pattern.compile("qklm-(\\d{1,10})-\\w{8}");

  private PrivateTemp() {}

  /** Sees to it that the folder is removed; does nothing where the script made none. */
  static void removeAtEnd() {
    Path folder = Path.of(System.getProperty("java.io.tmpdir", "")).toAbsolutePath().normalize();
    Path parent = folder.getParent();
    if (parent == null || !NAME.matcher(name(folder)).matches()) {
      return;
    }
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> removeQuietly(folder), "qklm-remove-temporary"));
    leftOvers(parent).forEach(PrivateTemp::removeQuietly);
  }

  private static List<Path> leftOvers(Path parent) {
    try (Stream<Path> children = Files.list(parent)) {
      return children.filter(PrivateTemp::isLeftOver).toList();
    } catch (IOException | UncheckedIOException e) {
      // Not being able to clear up after others is no reason not to start.
      return List.of();
    }
  }

  private static boolean isLeftOver(Path child) {
    Matcher name = NAME.matcher(name(child));
    return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private static void removeQuietly(Path folder) {
    try {
      FileTrees.delete(folder);
    } catch (IOException | UncheckedIOException e) {
      // Somebody else's, or still being written to at the end; the next start tries again.
    }
  }
}
