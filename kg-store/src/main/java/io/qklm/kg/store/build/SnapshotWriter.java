package io.qklm.kg.store.build;

import io.qklm.kg.store.files.Sha256;
import io.qklm.kg.store.format.ByteWriter;
import io.qklm.kg.store.format.Family;
import io.qklm.kg.store.rocks.FamilyOptions;
import io.qklm.kg.store.rocks.NativeResources;
import io.qklm.kg.store.rocks.RocksLibrary;
import io.qklm.kg.store.rocks.SortedFileWriter;
import io.qklm.kg.store.rocks.TableIngestion;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.rocksdb.DBOptions;
import org.rocksdb.RocksDBException;

/**
 * Writes a snapshot's database: each column family as sorted files, which are then moved into an
 * empty database as they are. What remains is fully compacted and has no write-ahead log, lock or
 * information log. One thread.
 */
public final class SnapshotWriter implements AutoCloseable {

  private final Path database;
  private final Path scratch;
  private final FamilyOptions options = new FamilyOptions();
  private final Map<Family, SortedFileWriter> writers = new EnumMap<>(Family.class);
  private final Map<Family, MessageDigest> digests = new EnumMap<>(Family.class);

  /**
   * Prepares to write.
   *
   * @param database the database's folder; must not exist
   * @param scratch an empty folder on the same file system
   */
  public SnapshotWriter(Path database, Path scratch) throws IOException {
    RocksLibrary.load();
    this.database = database;
    this.scratch = scratch;
    for (Family family : Family.values()) {
      digests.put(family, Sha256.start());
    }
  }

  /** Adds an entry; keys of a family come in ascending order. */
  public void put(Family family, byte[] key, byte[] value) throws IOException {
    SortedFileWriter writer = writers.get(family);
    if (writer == null) {
      writer = new SortedFileWriter(scratch, family.id(), options.writing(family));
      writers.put(family, writer);
    }
    writer.put(key, value);
    MessageDigest digest = digest(family);
    digest.update(new ByteWriter().u32(key.length).u32(value.length).toBytes());
    digest.update(key);
    digest.update(value);
  }

  /** Completes the database. */
  public void finish() throws IOException {
    Map<Family, List<String>> files = new EnumMap<>(Family.class);
    for (Map.Entry<Family, SortedFileWriter> entry : writers.entrySet()) {
      files.put(entry.getKey(), entry.getValue().finish());
    }
    Files.createDirectories(database);
    try (NativeResources resources = new NativeResources()) {
      bringIn(files, resources);
    } catch (RocksDBException e) {
      throw SortedFileWriter.failure(e);
    }
    removeLeftovers(database);
  }

  private void bringIn(Map<Family, List<String>> files, NativeResources resources)
      throws RocksDBException {
    DBOptions databaseOptions =
        resources
            .own(new DBOptions())
            .setCreateIfMissing(true)
            .setCreateMissingColumnFamilies(true)
            .setStatsDumpPeriodSec(0)
            .setDbLogDir(scratch.toString());
    TableIngestion.moveInto(database, databaseOptions, options, files, resources);
  }

  /** Opening to read needs the tables, the database's own manifest and CURRENT; nothing else. */
  public static void removeLeftovers(Path database) throws IOException {
    List<Path> leftovers = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(database)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        boolean needed =
            name.endsWith(".sst") || name.startsWith("MANIFEST-") || name.equals("CURRENT");
        if (!needed) {
          leftovers.add(file);
        }
      }
    }
    for (Path file : leftovers) {
      Files.delete(file);
    }
  }

  /** SHA-256 over all keys and values of all families, each with its length, in order. */
  byte[] contentDigest() {
    MessageDigest all = Sha256.start();
    for (Family family : Family.values()) {
      all.update(family.idBytes());
      all.update(digest(family).digest());
    }
    return all.digest();
  }

  private MessageDigest digest(Family family) {
    MessageDigest digest = digests.get(family);
    if (digest == null) {
      throw new IllegalStateException("no digest for " + family);
    }
    return digest;
  }

  @Override
  public void close() {
    writers.values().forEach(SortedFileWriter::close);
    options.close();
  }
}
