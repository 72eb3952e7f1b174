package io.qklm.kg.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** Moves sorted tables into a snapshot's database, each family its own. */
final class TableIngestion {

  private TableIngestion() {}

  /**
   * Opens the database and moves the tables in; all natives, the open database among them, become
   * the property of {@code resources}.
   *
   * @param tables paths of sorted tables by family, in the order of their keys
   */
  static void moveInto(
      Path database,
      DBOptions options,
      FamilyOptions families,
      Map<Family, List<String>> tables,
      NativeResources resources)
      throws RocksDBException {
    List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
    ColumnFamilyOptions unused = resources.own(new ColumnFamilyOptions());
    descriptors.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, unused));
    for (Family family : Family.values()) {
      descriptors.add(new ColumnFamilyDescriptor(family.idBytes(), families.creating()));
    }
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    RocksDB rocks = resources.own(RocksDB.open(options, database.toString(), descriptors, handles));
    handles.forEach(resources::own);
    IngestExternalFileOptions moving =
        resources.own(new IngestExternalFileOptions()).setMoveFiles(true);
    var afterDefault = handles.listIterator(1);
    for (Family family : Family.values()) {
      ColumnFamilyHandle handle = afterDefault.next();
      List<String> paths = tables.getOrDefault(family, List.of());
      if (!paths.isEmpty()) {
        rocks.ingestExternalFile(handle, paths, moving);
      }
    }
  }
}
