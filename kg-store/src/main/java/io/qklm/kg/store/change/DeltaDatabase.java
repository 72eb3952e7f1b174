package io.qklm.kg.store.change;

import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.format.Family;
import io.qklm.kg.store.rocks.FamilyOptions;
import io.qklm.kg.store.rocks.NativeResources;
import io.qklm.kg.store.rocks.OpenFamilies;
import io.qklm.kg.store.rocks.RocksLibrary;
import io.qklm.kg.store.rocks.SortedFileWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactionOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileMetaData;
import org.rocksdb.WriteOptions;

/**
 * Brings a delta's changes into a database whose tables are hard links to the parent's. RocksDB
 * never writes into a table that is there, so the parent stays as it is; its manifest and {@code
 * CURRENT}, which are written anew, must be copies.
 *
 * <p>The tables of a build or compaction lie in RocksDB's last level. Each delta adds one table to
 * level 0 for each family it changes, where newer tables hide older ones, and where they are merged
 * when there are too many: the last level is neither read nor written then, and what the merged
 * table deletes stays deleted below it. Tables that versions until 2026-11-26 brought into other
 * levels stay there.
 */
final class DeltaDatabase implements AutoCloseable {

  private final NativeResources resources = new NativeResources();
  private final OpenFamilies open;
  private final WriteOptions unlogged;
  private final FlushOptions waiting;

  /**
   * Opens to write.
   *
   * @param database the folder
   * @param scratch takes RocksDB's information log
   */
  DeltaDatabase(Path database, Path scratch) throws IOException {
    RocksLibrary.load();
    try {
      FamilyOptions families = resources.own(new FamilyOptions());
      DBOptions options =
          resources
              .own(new DBOptions())
              .setCreateIfMissing(false)
              // Snapshots of an older build lack families.
              .setCreateMissingColumnFamilies(true)
              .setSkipStatsUpdateOnDbOpen(true)
              .setSkipCheckingSstFileSizesOnDbOpen(true)
              .setStatsDumpPeriodSec(0)
              .setDbLogDir(scratch.toString());
      this.open =
          OpenFamilies.open(
              RocksDB::open,
              options,
              database,
              EnumSet.allOf(Family.class),
              families::changing,
              resources);
      // Nothing needs a log: a delta that is cut off is thrown away.
      this.unlogged = resources.own(new WriteOptions()).setDisableWAL(true);
      this.waiting = resources.own(new FlushOptions()).setWaitForFlush(true);
    } catch (RocksDBException e) {
      IOException failure = SortedFileWriter.failure(e);
      resources.closeAfter(failure);
      throw failure;
    }
  }

  /** Writes the changes, one table for each family that has any; very large ones take a few. */
  void write(DeltaChanges changes) throws IOException {
    try {
      changes.visit(
          (family, key, value) -> {
            if (value.isPresent()) {
              open.database().put(open.handle(family), unlogged, key, value.get());
            } else {
              open.database().delete(open.handle(family), unlogged, key);
            }
          });
      Set<Family> changed = changes.families();
      if (!changed.isEmpty()) {
        open.database().flush(waiting, changed.stream().map(open::handle).toList());
      }
    } catch (RocksDBException e) {
      throw SortedFileWriter.failure(e);
    }
  }

  /**
   * Merges the newest tables of each family that has too many, as {@link SizeTiers} chooses.
   *
   * @param most tables a family that deltas may leave
   */
  void merge(int most, Steps steps) throws IOException {
    for (Family family : Family.values()) {
      List<SstFileMetaData> tables = tables(family);
      int count =
          SizeTiers.newestToMerge(tables.stream().mapToLong(SstFileMetaData::size).toArray(), most);
      if (count > 0) {
        steps.before("merge tables of " + family.id());
        merge(family, tables.subList(0, count).stream().map(SstFileMetaData::fileName).toList());
      }
    }
  }

  private void merge(Family family, List<String> tables) throws IOException {
    try (CompactionOptions options = new CompactionOptions()) {
      options.setCompression(FamilyOptions.compression(family));
      ColumnFamilyHandle handle = open.handle(family);
      open.database().compactFiles(options, handle, tables, 0, -1, null);
    } catch (RocksDBException e) {
      throw SortedFileWriter.failure(e);
    }
  }

  /** The tables of level 0, the newest first. */
  private List<SstFileMetaData> tables(Family family) {
    return open.database().getColumnFamilyMetaData(open.handle(family)).levels().get(0).files();
  }

  @Override
  public void close() {
    resources.close();
  }
}
