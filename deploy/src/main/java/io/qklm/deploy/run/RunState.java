package io.qklm.deploy.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Checkpoints that outlive the process: where they are and which is the last. */
final class RunState {

  private static final String METADATA = "_metadata";
  private static final int DEPTH = 4;

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

  private static FileTime written(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      // Removed by a newer checkpoint meanwhile.
      return FileTime.fromMillis(0);
    }
  }
}
