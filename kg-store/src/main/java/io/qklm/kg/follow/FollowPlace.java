package io.qklm.kg.follow;

import io.qklm.kg.store.files.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the following goes on: a file that holds the stream's own id of the last event whose update
 * was sent, replaced as a whole.
 *
 * @param file may be missing, which means now
 */
public record FollowPlace(Path file) {

  private static final int MOST_BYTES = 1 << 16;

  /**
   * The place; empty for now.
   *
   * @throws IOException if the file is no such place
   */
  public String read() throws IOException {
    if (!Files.exists(file)) {
      return "";
    }
    String text = Files.size(file) > MOST_BYTES ? "\n\n" : Files.readString(file);
    if (text.isBlank() || text.strip().lines().count() != 1) {
      throw new IOException(
          "the file '"
              + file
              + "' holds no place in a stream of edits, which is one line; give another file, or"
              + " remove it to begin from now on");
    }
    return text.strip();
  }

  /** Keeps a place, so that it is there after a crash. */
  void write(String place) throws IOException {
    DurableFile.replace(file, (place + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
