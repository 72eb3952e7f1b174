package io.qklm.kg.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.rocksdb.DBOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * Brings a delta's tables into a database whose own tables are hard links to the parent's. RocksDB
 * never writes into a table that is there, so the parent stays as it is; its manifest and {@code
 * CURRENT}, which are written anew, must be copies.
 */
final class DeltaDatabase {

  private DeltaDatabase() {}

  static void ingest(Path database, Path scratch, Map<Family, List<String>> tables)
      throws IOException {
    RocksDB.loadLibrary();
    try (NativeResources resources = new NativeResources()) {
      FamilyOptions families = resources.own(new FamilyOptions());
      DBOptions options =
          resources
              .own(new DBOptions())
              .setCreateIfMissing(false)
              .setSkipStatsUpdateOnDbOpen(true)
              .setSkipCheckingSstFileSizesOnDbOpen(true)
              .setStatsDumpPeriodSec(0)
              .setDbLogDir(scratch.toString());
      TableIngestion.moveInto(database, options, families, tables, resources);
    } catch (RocksDBException e) {
      throw SortedFileWriter.failure(e);
    }
    SnapshotWriter.removeLeftovers(database);
  }
}
