package io.qklm.kg.store.format;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A snapshot that cannot be used; the message names the file and says what to do. */
public final class SnapshotException extends IOException {

  private static final long serialVersionUID = 1;

  /** What to do about a snapshot that is not whole. */
  public static final String REMEDY = "rebuild it with 'qklm kg build' or fetch it again";

  public SnapshotException(String message) {
    super(message);
  }

  public SnapshotException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
