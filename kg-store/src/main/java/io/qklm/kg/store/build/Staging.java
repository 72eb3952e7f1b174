package io.qklm.kg.store.build;

import io.qklm.kg.store.format.FactsInKey;
import io.qklm.kg.store.rocks.NativeResources;
import io.qklm.kg.store.rocks.RocksLibrary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The scratch database that sorts a build's knowledge, so that its size is bounded by the disk and
 * not by memory. Written without a log: after a crash it holds all that was there at the last
 * {@link #force} and some of what came later. One thread.
 */
final class Staging implements AutoCloseable {

  /** What is sorted. {@code 0} is a zero byte, which no id and no normalised surface contains. */
  enum Table {
    /** id 0 number of the record (u64) to {@link StagedEntityCodec}. */
    ENTITIES,
    /** {@link StagedFactCodec}, nothing: equal facts fall together. */
    FACTS,
    /**
     * surface key 0 id 0 source 0 surface to its weight (f64); of those that are counted in parts
     * the key goes on with 0 and the number of the part (u64).
     */
    SURFACES,
    /** id 0 id by which the entity is known, nothing. */
    SAME,
    /** id to the id by which the entity is known, all chains followed. */
    KNOWN_BY,
    /** id 0 number (u64) to {@link Addition}. */
    ADDITIONS,
    /** ordinal (u32) number (u64) to {@link Addition}. */
    ADDED,
    /** id to ordinal (u32). */
    ORDINALS,
    /** {@link FactsInKey}, nothing. */
    FACTS_IN,
    /**
     * ordinal (u32), relation (u32), other's ordinal (u32), 1 if the other is the subject (u8),
     * nothing: facts between entities from both sides.
     */
    NEIGHBOURS,
    /** ordinal (u32) to {@link StagedRecord}. */
    RECORDS,
    /** surface key 0 ordinal (u32) role (u8) to rank (f32). */
    NAMES,
    /** ordinal (u32) surface key, nothing: the forms under which sources counted an entity. */
    COUNTED
  }

  private static final long CACHE_BYTES = 128L << 20;
  private static final long TABLE_BUFFER_BYTES = 32L << 20;
  private static final int MOST_BUFFERS = 4;
  private static final int BLOOM_BITS = 10;
  private static final long ALL_BUFFERS_BYTES = 192L << 20;
  private static final long BATCH_BYTES = 1L << 20;

  private final NativeResources resources;
  private final RocksDB database;
  private final Map<Table, ColumnFamilyHandle> tables;
  private final WriteOptions writes;
  private final WriteBatch batch;

  private Staging(
      NativeResources resources,
      RocksDB database,
      Map<Table, ColumnFamilyHandle> tables,
      WriteOptions writes,
      WriteBatch batch) {
    this.resources = resources;
    this.database = database;
    this.tables = tables;
    this.writes = writes;
    this.batch = batch;
  }

  /** Makes the database, or opens one that an interrupted build left. */
  static Staging open(Path folder) throws IOException {
    RocksLibrary.load();
    Files.createDirectories(folder);
    NativeResources resources = new NativeResources();
    try {
      LRUCache cache = resources.own(new LRUCache(CACHE_BYTES));
      ColumnFamilyOptions tableOptions =
          resources
              .own(new ColumnFamilyOptions())
              .setWriteBufferSize(TABLE_BUFFER_BYTES)
              // Every table is read about once, in order: a merge of its files then costs less than
              // to rewrite them in the background until they are few.
              .setDisableAutoCompactions(true)
              .setLevel0SlowdownWritesTrigger(Integer.MAX_VALUE)
              .setLevel0StopWritesTrigger(Integer.MAX_VALUE)
              .setMaxWriteBufferNumber(MOST_BUFFERS)
              .setCompressionType(CompressionType.LZ4_COMPRESSION)
              .setTableFormatConfig(
                  new BlockBasedTableConfig()
                      .setBlockCache(cache)
                      .setFilterPolicy(resources.own(new BloomFilter(BLOOM_BITS))));
      DBOptions options =
          resources
              .own(new DBOptions())
              .setCreateIfMissing(true)
              .setCreateMissingColumnFamilies(true)
              .setMaxBackgroundJobs(2)
              .setStatsDumpPeriodSec(0)
              .setDbWriteBufferSize(ALL_BUFFERS_BYTES);
      List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
      descriptors.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, tableOptions));
      for (Table table : Table.values()) {
        byte[] name = table.name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        descriptors.add(new ColumnFamilyDescriptor(name, tableOptions));
      }
      List<ColumnFamilyHandle> handles = new ArrayList<>();
      RocksDB database =
          resources.own(RocksDB.open(options, folder.toString(), descriptors, handles));
      handles.forEach(resources::own);
      Map<Table, ColumnFamilyHandle> tables = new EnumMap<>(Table.class);
      var afterDefault = handles.listIterator(1);
      for (Table table : Table.values()) {
        tables.put(table, afterDefault.next());
      }
      WriteOptions writes = resources.own(new WriteOptions()).setDisableWAL(true);
      WriteBatch batch = resources.own(new WriteBatch());
      return new Staging(resources, database, tables, writes, batch);
    } catch (RocksDBException e) {
      IOException failure = failure(e);
      resources.closeAfter(failure);
      throw failure;
    } catch (RuntimeException e) {
      resources.closeAfter(e);
      throw e;
    }
  }

  /** Files an entry; a later one of the same key takes its place. */
  void put(Table table, byte[] key, byte[] value) throws IOException {
    try {
      batch.put(handle(table), key, value);
      if (batch.getDataSize() >= BATCH_BYTES) {
        flush();
      }
    } catch (RocksDBException e) {
      throw failure(e);
    }
  }

  /** Takes an entry away. */
  void delete(Table table, byte[] key) throws IOException {
    try {
      batch.delete(handle(table), key);
      if (batch.getDataSize() >= BATCH_BYTES) {
        flush();
      }
    } catch (RocksDBException e) {
      throw failure(e);
    }
  }

  /** Makes all that was put visible to {@link #get} and {@link #scan}. */
  void flush() throws IOException {
    try {
      database.write(writes, batch);
      batch.clear();
    } catch (RocksDBException e) {
      throw failure(e);
    }
  }

  /** Makes all that was put outlive a crash. */
  void force() throws IOException {
    flush();
    try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
      database.flush(options, List.copyOf(tables.values()));
    } catch (RocksDBException e) {
      throw failure(e);
    }
  }

  byte @Nullable [] get(Table table, byte[] key) throws IOException {
    try {
      return database.get(handle(table), key);
    } catch (RocksDBException e) {
      throw failure(e);
    }
  }

  /** All entries of a table by key, before the first; the caller closes it before this. */
  Cursor scan(Table table) throws IOException {
    flush();
    return new Cursor(database, handle(table));
  }

  private ColumnFamilyHandle handle(Table table) {
    ColumnFamilyHandle handle = tables.get(table);
    if (handle == null) {
      throw new IllegalStateException("staging table " + table + " was not opened");
    }
    return handle;
  }

  private static IOException failure(RocksDBException e) {
    return new IOException(
        "the build's scratch database failed ("
            + e.getMessage()
            + "); make room on the disk of the output folder and build again",
        e);
  }

  @Override
  public void close() {
    resources.close();
  }

  /** Walks over a table once. */
  static final class Cursor implements AutoCloseable {

    private final ReadOptions options;
    private final RocksIterator entries;
    private boolean started;

    private Cursor(RocksDB database, ColumnFamilyHandle table) {
      this.options = new ReadOptions().setFillCache(false).setReadaheadSize(1L << 20);
      this.entries = database.newIterator(table, options);
    }

    /** Moves to the next entry, the first at first; false at the end. */
    boolean next() throws IOException {
      if (started) {
        entries.next();
      } else {
        entries.seekToFirst();
        started = true;
      }
      if (entries.isValid()) {
        return true;
      }
      try {
        entries.status();
        return false;
      } catch (RocksDBException e) {
        throw failure(e);
      }
    }

    byte[] key() {
      return entries.key();
    }

    byte[] value() {
      return entries.value();
    }

    @Override
    public void close() {
      entries.close();
      options.close();
    }
  }
}
