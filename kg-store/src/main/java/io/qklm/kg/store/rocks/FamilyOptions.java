package io.qklm.kg.store.rocks;

import io.qklm.kg.store.format.Family;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ChecksumType;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.IndexType;
import org.rocksdb.Options;

/** How each column family lies on disk; owns the options it hands out. */
public final class FamilyOptions implements AutoCloseable {

  private static final int BLOOM_BITS = 10;

  /** A delta's table becomes a second one when it has grown so large in memory. */
  private static final long CHANGES_BYTES = 256L << 20;

  private final NativeResources resources = new NativeResources();

  /** Options for reading a family through a shared cache. */
  public ColumnFamilyOptions reading(Family family, Cache cache) {
    BlockBasedTableConfig table = table(family, true);
    // Filters and indexes count against the cache, so that the whole is bounded.
    table.setBlockCache(cache).setCacheIndexAndFilterBlocksWithHighPriority(true);
    table.setCacheIndexAndFilterBlocks(true);
    return resources.own(new ColumnFamilyOptions()).setTableFormatConfig(table);
  }

  /** Options for creating a family whose files are brought in from outside. */
  ColumnFamilyOptions creating() {
    return resources.own(new ColumnFamilyOptions()).setDisableAutoCompactions(true);
  }

  /** Options for writing a family's files. */
  public Options writing(Family family) {
    return resources
        .own(new Options())
        .setCompressionType(compression(family))
        .setTableFormatConfig(table(family, filtered(family)));
  }

  /**
   * Options for bringing a delta's changes into a family. All its tables get filters: few deltas
   * change an entity that is asked for.
   */
  public ColumnFamilyOptions changing(Family family) {
    return resources
        .own(new ColumnFamilyOptions())
        .setDisableAutoCompactions(true)
        .setWriteBufferSize(CHANGES_BYTES)
        .setCompressionType(compression(family))
        .setTableFormatConfig(table(family, true));
  }

  private BlockBasedTableConfig table(Family family, boolean filtered) {
    BlockBasedTableConfig table =
        new BlockBasedTableConfig()
            .setNoBlockCache(false)
            .setFormatVersion(5)
            .setChecksumType(ChecksumType.kCRC32c)
            .setBlockSize(blockBytes(family))
            // In parts of a few KB, of which a read needs one: a whole filter of a million keys has
            // more than a megabyte and would push everything else out of the cache.
            .setIndexType(IndexType.kTwoLevelIndexSearch)
            .setMetadataBlockSize(4 * 1024);
    if (filtered) {
      table.setPartitionFilters(true);
      table.setFilterPolicy(resources.own(new BloomFilter(BLOOM_BITS))).setWholeKeyFiltering(true);
    }
    return table;
  }

  /**
   * A filter pays where keys are asked for that are not there. Ordinals are dense, so every entity
   * is in the tables of a build; the others of the unfiltered are read by prefix or whole.
   */
  private static boolean filtered(Family family) {
    return family == Family.IDS
        || family == Family.TEXT
        || family == Family.TYPES
        || family == Family.FACTS;
  }

  /**
   * Records of entities have some 50 bytes and are read one here, one there: with blocks of 4 KB a
   * cache holds half as many of those that are asked for.
   */
  private static int blockBytes(Family family) {
    return switch (family) {
      case ENTITIES, NEIGHBOURS -> 1024;
      case IDS, TYPES, FACTS_IN, RELATIONS, COUNTED -> 4 * 1024;
      case TEXT, FACTS, NAMES -> 16 * 1024;
    };
  }

  /** Codes and ids do not compress and are read most; texts and facts do. */
  public static CompressionType compression(Family family) {
    return switch (family) {
      case ENTITIES, IDS, NEIGHBOURS -> CompressionType.LZ4_COMPRESSION;
      case TEXT, TYPES, FACTS, FACTS_IN, RELATIONS, NAMES, COUNTED ->
          CompressionType.ZSTD_COMPRESSION;
    };
  }

  @Override
  public void close() {
    resources.close();
  }
}
