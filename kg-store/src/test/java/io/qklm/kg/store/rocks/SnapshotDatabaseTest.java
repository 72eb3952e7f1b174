package io.qklm.kg.store.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.store.format.Family;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.TableProperties;

class SnapshotDatabaseTest {

  /** Enough for a filter of some 125 KB, were it in one piece. */
  private static final int KEYS = 100_000;

  @Test
  void cutsTheCacheIntoPartsThatHoldALargeFilter() {
    assertThat(SnapshotDatabase.shardBits(1L << 20)).isZero();
    assertThat(SnapshotDatabase.shardBits(31L << 20)).isZero();
    assertThat(SnapshotDatabase.shardBits(64L << 20)).isEqualTo(2);
    assertThat(SnapshotDatabase.shardBits(1L << 40)).isEqualTo(6);
  }

  @Test
  void indexesAndFiltersComeInParts(@TempDir Path folder) throws IOException, RocksDBException {
    for (Family family : List.of(Family.IDS, Family.ENTITIES, Family.FACTS_IN)) {
      TableProperties table = written(Files.createDirectory(folder.resolve(family.id())), family);
      assertThat(table.getNumEntries()).isEqualTo(KEYS);
      assertThat(table.getIndexPartitions()).as(family.id()).isGreaterThan(1);
      boolean filtered = family == Family.IDS;
      assertThat(table.getFilterSize() > 0).as(family.id()).isEqualTo(filtered);
    }
  }

  @Test
  void recordsOfEntitiesLieInSmallBlocks(@TempDir Path folder)
      throws IOException, RocksDBException {
    TableProperties table = written(folder, Family.ENTITIES);
    assertThat(table.getDataSize() / table.getNumDataBlocks()).isLessThan(1_100);
  }

  private static TableProperties written(Path folder, Family family)
      throws IOException, RocksDBException {
    try (FamilyOptions options = new FamilyOptions();
        SortedFileWriter writer =
            new SortedFileWriter(folder, family.id(), options.writing(family))) {
      for (int i = 0; i < KEYS; i++) {
        writer.put(Family.ordinalKey(i), new byte[24]);
      }
      String file = writer.finish().get(0);
      try (Options reading = new Options();
          SstFileReader reader = new SstFileReader(reading)) {
        reader.open(file);
        return reader.getTableProperties();
      }
    }
  }
}
