package io.qklm.kg.store.rocks;

import io.qklm.kg.store.format.Family;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a snapshot that were read lately, so that what every second document names is not fetched
 * from RocksDB again, which takes its locks and copies through JNI. Two generations of equal size:
 * when the younger is full, the older goes and the younger takes its place; a row that is found in
 * the older moves to the younger. Safe for any number of threads.
 */
final class RowCache {

  /** Bytes of Java's objects for an entry, about. */
  private static final int ENTRY = 128;

  /** A generation holds at least so many of the largest rows that are kept. */
  private static final int FEWEST = 16;

  private final long generationBytes;
  private volatile ConcurrentHashMap<Key, byte[]> young = new ConcurrentHashMap<>();
  private volatile ConcurrentHashMap<Key, byte[]> old = new ConcurrentHashMap<>();
  private final AtomicLong youngBytes = new AtomicLong();

  /** Where a row stands. */
  static final class Key {

    private final Family family;
    private final byte[] bytes;
    private final int hash;

    Key(Family family, byte[] bytes) {
      this.family = family;
      this.bytes = bytes;
      this.hash = 31 * Arrays.hashCode(bytes) + family.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && hash == key.hash
          && family == key.family
          && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /**
   * An empty cache.
   *
   * @param bytes of memory it may take, about
   */
  RowCache(long bytes) {
    this.generationBytes = bytes / 2;
  }

  /** The row's value, which nobody may change; null if it is not here. */
  byte @Nullable [] get(Key key) {
    byte[] value = young.get(key);
    if (value == null) {
      value = old.get(key);
      if (value != null) {
        put(key, value);
      }
    }
    return value;
  }

  void put(Key key, byte[] value) {
    long bytes = (long) ENTRY + key.bytes.length + value.length;
    if (bytes <= generationBytes / FEWEST
        && young.putIfAbsent(key, value) == null
        && youngBytes.addAndGet(bytes) > generationBytes) {
      turn();
    }
  }

  private synchronized void turn() {
    // Another thread may have turned while this one waited.
    if (youngBytes.get() > generationBytes) {
      old = young;
      young = new ConcurrentHashMap<>();
      youngBytes.set(0);
    }
  }

  /** Rows that are here. */
  int size() {
    return young.size() + old.size();
  }
}
