package io.qklm.kg.store.rocks;

import io.qklm.kg.store.format.Family;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.rocksdb.DBOptions;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** Moves sorted tables into an empty database, each family its own. */
public final class TableIngestion {

  private TableIngestion() {}

  /**
   * Opens the database and moves the tables in; all natives, the open database among them, become
   * the property of {@code resources}.
   *
   * @param tables paths of sorted tables by family, in the order of their keys
   */
  public static void moveInto(
      Path database,
      DBOptions options,
      FamilyOptions families,
      Map<Family, List<String>> tables,
      NativeResources resources)
      throws RocksDBException {
    OpenFamilies open =
        OpenFamilies.open(
            RocksDB::open,
            options,
            database,
            EnumSet.allOf(Family.class),
            family -> families.creating(),
            resources);
    IngestExternalFileOptions moving =
        resources.own(new IngestExternalFileOptions()).setMoveFiles(true);
    for (Family family : Family.values()) {
      List<String> paths = tables.getOrDefault(family, List.of());
      if (!paths.isEmpty()) {
        open.database().ingestExternalFile(open.handle(family), paths, moving);
      }
    }
  }
}
