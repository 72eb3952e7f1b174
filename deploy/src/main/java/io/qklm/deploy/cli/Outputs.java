package io.qklm.deploy.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Files that commands write. */
final class Outputs {

  private Outputs() {}

  /** Creates or empties a file; packed when its name ends in {@code .gz}. */
  static OutputStream create(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new CommandFailure("'" + file + "' is a folder; name a file to write to");
    }
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      throw new CommandFailure(
          "the folder of '" + file + "' does not exist; create '" + parent + "' first");
    }
    OutputStream out = Files.newOutputStream(file);
    return file.toString().endsWith(".gz") ? new GZIPOutputStream(out) : out;
  }
}
