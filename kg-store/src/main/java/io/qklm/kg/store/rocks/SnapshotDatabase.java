package io.qklm.kg.store.rocks;

import io.qklm.kg.store.format.Family;
import io.qklm.kg.store.format.SnapshotException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/**
 * The one owner of a snapshot's open RocksDB. Read-only, thread safe; closing waits for reads under
 * way. Nothing is written into the folder: the information log goes to this program's log.
 */
public final class SnapshotDatabase implements AutoCloseable {

  private static final long LEAST_SHARD_BYTES = 16L << 20;
  private static final long MOST_SHARDS = 64;

  /** Rows on Java's heap take this part of what blocks may take beside it. */
  private static final long ROWS_SHARE = 8;

  private final NativeResources resources;
  private final OpenFamilies open;
  private final RocksDB database;
  private final ReadOptions reads;
  private final UseGate gate;
  private final RowCache rows;

  private SnapshotDatabase(
      NativeResources resources, OpenFamilies open, ReadOptions reads, Path folder, RowCache rows) {
    this.resources = resources;
    this.open = open;
    this.database = open.database();
    this.reads = reads;
    this.gate = new UseGate("the snapshot in " + folder);
    this.rows = rows;
  }

  public static SnapshotDatabase open(Path folder, long blockCacheBytes) throws SnapshotException {
    try {
      RocksLibrary.load();
    } catch (IOException e) {
      throw new SnapshotException(String.valueOf(e.getMessage()), e);
    }
    NativeResources resources = new NativeResources();
    try {
      // Closed last to first: read options, handles, database, then what the database points to.
      LRUCache cache = resources.own(new LRUCache(blockCacheBytes, shardBits(blockCacheBytes)));
      FamilyOptions familyOptions = resources.own(new FamilyOptions());
      DBOptions options = resources.own(new DBOptions());
      options.setMaxOpenFiles(-1).setSkipStatsUpdateOnDbOpen(true).setStatsDumpPeriodSec(0);
      options.setLogger(resources.own(new RocksLog(options)));
      OpenFamilies open =
          OpenFamilies.open(
              RocksDB::openReadOnly,
              options,
              folder,
              OpenFamilies.of(folder),
              family -> familyOptions.reading(family, cache),
              resources);
      ReadOptions reads = resources.own(new ReadOptions());
      RowCache rows = new RowCache(blockCacheBytes / ROWS_SHARE);
      return new SnapshotDatabase(resources, open, reads, folder, rows);
    } catch (RocksDBException e) {
      SnapshotException failure =
          new SnapshotException(
              "the database in "
                  + folder
                  + " does not open ("
                  + e.getMessage()
                  + "); "
                  + SnapshotException.REMEDY,
              e);
      resources.closeAfter(failure);
      throw failure;
    } catch (RuntimeException e) {
      resources.closeAfter(e);
      throw e;
    }
  }

  /**
   * Into how many parts (as a power of two) the cache is cut, each with a lock of its own. RocksDB
   * makes 64 unless told otherwise, and a block larger than its part is read anew each time: the
   * filters of snapshots from before 2026-11-25 have megabytes.
   */
  static int shardBits(long cacheBytes) {
    long shards = Math.max(1, Math.min(MOST_SHARDS, cacheBytes / LEAST_SHARD_BYTES));
    return 63 - Long.numberOfLeadingZeros(shards);
  }

  /** Whether the database has a family; one that it lacks is empty to all who read. */
  public boolean has(Family family) {
    return open.has(family);
  }

  /** The value of a key, which nobody may change; null if there is none. */
  public byte @Nullable [] get(Family family, byte[] key) {
    gate.enter();
    try {
      RowCache.Key row = new RowCache.Key(family, key);
      byte[] value = rows.get(row);
      if (value == null) {
        value = open.has(family) ? database.get(open.handle(family), reads, key) : null;
        if (value != null) {
          rows.put(row, value);
        }
      }
      return value;
    } catch (RocksDBException e) {
      throw unreadable(family, e);
    } finally {
      gate.exit();
    }
  }

  /**
   * The values of keys, which nobody may change, in their order, null where there is none; one call
   * into RocksDB at most.
   */
  public List<byte @Nullable []> get(Family family, List<byte[]> keys) {
    gate.enter();
    try {
      List<byte @Nullable []> values = new ArrayList<>(keys.size());
      List<byte[]> missing = new ArrayList<>();
      for (byte[] key : keys) {
        byte[] value = rows.get(new RowCache.Key(family, key));
        values.add(value);
        if (value == null) {
          missing.add(key);
        }
      }
      Iterator<byte @Nullable []> fetched = fetch(family, missing).iterator();
      for (int i = 0; fetched.hasNext(); i++) {
        if (values.get(i) == null) {
          byte[] value = fetched.next();
          values.set(i, value);
          if (value != null) {
            rows.put(new RowCache.Key(family, keys.get(i)), value);
          }
        }
      }
      return values;
    } catch (RocksDBException e) {
      throw unreadable(family, e);
    } finally {
      gate.exit();
    }
  }

  /** The same for keys that are passed through once and not asked for again. */
  public List<byte @Nullable []> getOnce(Family family, List<byte[]> keys) {
    gate.enter();
    try {
      return fetch(family, keys);
    } catch (RocksDBException e) {
      throw unreadable(family, e);
    } finally {
      gate.exit();
    }
  }

  private List<byte @Nullable []> fetch(Family family, List<byte[]> keys) throws RocksDBException {
    if (keys.isEmpty()) {
      return List.of();
    }
    ColumnFamilyHandle handle = open.handle(family);
    List<ColumnFamilyHandle> handles = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      handles.add(handle);
    }
    return database.multiGetAsList(reads, handles, keys);
  }

  /**
   * Shows the entries whose keys begin with {@code prefix}, in order, until {@code visitor} says
   * false.
   */
  public void scan(Family family, byte[] prefix, BiPredicate<byte[], byte[]> visitor) {
    if (!open.has(family)) {
      return;
    }
    gate.enter();
    try (Slice end = new Slice(after(prefix));
        ReadOptions bounded = new ReadOptions().setIterateUpperBound(end);
        RocksIterator entries = database.newIterator(open.handle(family), bounded)) {
      entries.seek(prefix);
      while (entries.isValid() && visitor.test(entries.key(), entries.value())) {
        entries.next();
      }
      entries.status();
    } catch (RocksDBException e) {
      throw unreadable(family, e);
    } finally {
      gate.exit();
    }
  }

  /**
   * Shows the first key at or after {@code prefix} that begins with it, then the first at or after
   * what {@code visitor} answered, and so on: a walk that leaves out what lies between.
   */
  public void leap(Family family, byte[] prefix, UnaryOperator<byte[]> visitor) {
    gate.enter();
    try (Slice end = new Slice(after(prefix));
        ReadOptions bounded = new ReadOptions().setIterateUpperBound(end);
        RocksIterator entries = database.newIterator(open.handle(family), bounded)) {
      entries.seek(prefix);
      while (entries.isValid()) {
        entries.seek(visitor.apply(entries.key()));
      }
      entries.status();
    } catch (RocksDBException e) {
      throw unreadable(family, e);
    } finally {
      gate.exit();
    }
  }

  /** Shows all entries of a family. */
  public void scan(Family family, BiPredicate<byte[], byte[]> visitor) {
    if (!open.has(family)) {
      return;
    }
    gate.enter();
    try (ReadOptions all = new ReadOptions().setFillCache(false);
        RocksIterator entries = database.newIterator(open.handle(family), all)) {
      entries.seekToFirst();
      while (entries.isValid() && visitor.test(entries.key(), entries.value())) {
        entries.next();
      }
      entries.status();
    } catch (RocksDBException e) {
      throw unreadable(family, e);
    } finally {
      gate.exit();
    }
  }

  /** The least key greater than all that begin with {@code prefix}. */
  static byte[] after(byte[] prefix) {
    byte[] next = prefix.clone();
    for (int i = next.length - 1; i >= 0; i--) {
      if (++next[i] != 0) {
        return java.util.Arrays.copyOf(next, i + 1);
      }
    }
    // Only ordinal 2^32 - 1 has no successor, and ordinals end at 2^31.
    throw new IllegalArgumentException("no key follows a prefix of 0xFF bytes");
  }

  private static IllegalStateException unreadable(Family family, RocksDBException e) {
    return new IllegalStateException(
        "the snapshot's column family "
            + family.id()
            + " cannot be read; its file changed or the disk fails",
        e);
  }

  @Override
  public void close() {
    if (gate.close()) {
      resources.close();
    }
  }
}
