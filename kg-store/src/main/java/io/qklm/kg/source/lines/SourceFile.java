package io.qklm.kg.source.lines;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Bytes that a source reads from front to back, wherever they lie. */
public interface SourceFile {

  /** What a person would call it: its path or address, without secrets. */
  String name();

  /**
   * Its bytes from a place on; several may be open one after another.
   *
   * @throws IOException if there is no such file, or it is shorter than the place
   */
  InputStream open(long offset) throws IOException;

  /** A line that changes when its bytes do. */
  String state() throws IOException;

  /** How far its reading is, in a sentence, where that is worth telling: of a download. */
  default Optional<String> progress() {
    return Optional.empty();
  }

  /** A file of this machine. */
  static SourceFile of(Path path) {
    return new SourceFile() {
      @Override
      public String name() {
        return path.toString();
      }

      @Override
      public InputStream open(long offset) throws IOException {
        if (!Files.isRegularFile(path)) {
          throw new IOException("there is no file " + path + " to read knowledge from");
        }
        return Channels.newInputStream(
            FileChannel.open(path, StandardOpenOption.READ).position(offset));
      }

      @Override
      public String state() throws IOException {
        return SourceFiles.state(path.toString(), path);
      }

      @Override
      public String toString() {
        return path.toString();
      }
    };
  }
}
