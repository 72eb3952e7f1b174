package io.qklm.benchmarks.data;

import io.qklm.kg.store.files.Sha256;
import java.io.IOException;
import java.nio.file.Path;

/** Names a data file by its content, so that a printed figure says what it was measured on. */
public final class DataDigest {

  private static final int SHOWN = 16;

  private DataDigest() {}

  /** The first {@value #SHOWN} hex digits of the file's SHA-256. */
  public static String of(Path file) throws IOException {
    return Sha256.hexOf(file).substring(0, SHOWN);
  }
}
