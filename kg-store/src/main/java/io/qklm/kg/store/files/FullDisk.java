package io.qklm.kg.store.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says that a disk is full, where that is why something failed. */
public final class FullDisk {

  private static final List<String> SIGNS =
      List.of("no space left", "quota exceeded", "not enough space");

  private FullDisk() {}

  /**
   * The failure to throw: the one given, or one that names the full disk and what to do.
   *
   * @param where what was being written
   */
  public static IOException explained(Path where, IOException failure) {
    String message = String.valueOf(failure.getMessage());
    if (!isFull(failure) || message.contains("make room")) {
      return failure;
    }
    return new IOException(
        "the disk of " + where + " is full; make room there and run it again (" + message + ")",
        failure);
  }

  private static boolean isFull(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
      if (SIGNS.stream().anyMatch(message::contains)) {
        return true;
      }
    }
    return false;
  }
}
