package io.qklm.deploy.run;

import io.qklm.kg.store.files.FileTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checkpoints that outlive the process: where they are and which is the last. */
final class RunState {

  private static final String METADATA = "_metadata";
  private static final int DEPTH = 4;
  private static final int KEPT = 2;
  private static final Logger LOG = LoggerFactory.getLogger(RunState.class);

  private RunState() {}

  /** The folder of the newest whole checkpoint or savepoint below {@code folder}, if any. */
  static Optional<Path> latest(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(folder, DEPTH)) {
      // A checkpoint is whole when its metadata is there, which is written last.
      return files
          .filter(file -> file.getFileName().toString().equals(METADATA))
          .max(Comparator.comparing(RunState::written))
          .map(Path::getParent);
    }
  }

  /**
   * Removes what runs before the last two left. Each run keeps its checkpoints in a folder of its
   * own, and begins with a whole one, so that it needs those before no longer; the one before the
   * last is kept for the case that the last is damaged.
   *
   * @param folder of a run that has not begun
   */
  static void prune(Path folder) throws IOException {
    Map<Path, FileTime> runs = new HashMap<>();
    for (String kind : List.of("checkpoints", "savepoints")) {
      Path all = folder.resolve(kind);
      if (Files.isDirectory(all)) {
        try (Stream<Path> children = Files.list(all)) {
          for (Path run : children.filter(Files::isDirectory).toList()) {
            latest(run).ifPresent(whole -> runs.put(run, written(whole.resolve(METADATA))));
          }
        }
      }
    }
    List<Path> old =
        runs.keySet().stream()
            .sorted(Comparator.<Path, FileTime>comparing(runs::get).reversed())
            .skip(KEPT)
            .toList();
    for (Path run : old) {
      try {
        FileTrees.delete(run);
      } catch (IOException e) {
        LOG.warn("the state of an earlier run, {}, could not be removed", run, e);
      }
    }
  }

  private static FileTime written(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      // Removed by a newer checkpoint meanwhile.
      return FileTime.fromMillis(0);
    }
  }
}
