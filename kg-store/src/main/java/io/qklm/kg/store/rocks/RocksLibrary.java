package io.qklm.kg.store.rocks;

import io.qklm.kg.store.files.FullDisk;
import java.io.IOException;
import java.nio.file.Path;
import org.rocksdb.RocksDB;

/** RocksDB's native library, which is unpacked into the temporary folder before it is loaded. */
public final class RocksLibrary {

  private RocksLibrary() {}

  /**
   * Loads it, unless it is loaded.
   *
   * @throws IOException with a sentence if the temporary folder has no room for it, or it does not
   *     run on this machine
   */
  public static void load() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir", ""));
    try {
      RocksDB.loadLibrary();
    } catch (RuntimeException | UnsatisfiedLinkError e) {
      throw explained(temporary, e);
    }
  }

  static IOException explained(Path temporary, Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return FullDisk.explained(
        temporary,
        new IOException(
            "RocksDB's native library cannot be loaded from the temporary folder '"
                + temporary
                + "' ("
                + cause.getMessage()
                + "); it needs 14 MB there, on a file system that lets libraries run; point TMPDIR"
                + " or -Djava.io.tmpdir at such a folder",
            failure));
  }
}
