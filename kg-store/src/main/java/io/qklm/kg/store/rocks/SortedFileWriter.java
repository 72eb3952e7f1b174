package io.qklm.kg.store.rocks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.EnvOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/** Writes ascending entries into table files, beginning a new one when one is large. One thread. */
public final class SortedFileWriter implements AutoCloseable {

  /** Keeps indexes and filters of one file small. */
  private static final long FILE_BYTES = 256L << 20;

  private final Path folder;
  private final String name;
  private final Options options;
  private final EnvOptions environment = new EnvOptions();
  private final List<String> files = new ArrayList<>();
  private @Nullable SstFileWriter open;
  private long bytes;

  /**
   * Prepares to write; no file is made before the first entry.
   *
   * @param options stay the caller's to close, after this
   */
  public SortedFileWriter(Path folder, String name, Options options) {
    this.folder = folder;
    this.name = name;
    this.options = options;
  }

  public void put(byte[] key, byte[] value) throws IOException {
    try {
      writer().put(key, value);
      grow(key.length + value.length);
    } catch (RocksDBException e) {
      throw failure(e);
    }
  }

  private SstFileWriter writer() throws RocksDBException {
    SstFileWriter writer = open;
    if (writer == null) {
      String file = folder.resolve(name + "-" + files.size() + ".sst").toString();
      writer = new SstFileWriter(environment, options);
      open = writer;
      writer.open(file);
      files.add(file);
      bytes = 0;
    }
    return writer;
  }

  private void grow(int more) throws RocksDBException {
    bytes += more;
    if (bytes >= FILE_BYTES) {
      finishFile();
    }
  }

  /** Completes the last file; the paths of all. */
  public List<String> finish() throws IOException {
    try {
      finishFile();
    } catch (RocksDBException e) {
      throw failure(e);
    }
    return List.copyOf(files);
  }

  private void finishFile() throws RocksDBException {
    SstFileWriter writer = open;
    if (writer != null) {
      open = null;
      try (writer) {
        writer.finish();
      }
    }
  }

  public static IOException failure(RocksDBException e) {
    return new IOException(
        "the snapshot's database could not be written ("
            + e.getMessage()
            + "); make room on the disk of the output folder and build again",
        e);
  }

  @Override
  public void close() {
    SstFileWriter writer = open;
    if (writer != null) {
      open = null;
      writer.close();
    }
    environment.close();
  }
}
