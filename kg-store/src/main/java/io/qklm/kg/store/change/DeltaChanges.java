package io.qklm.kg.store.change;

import io.qklm.kg.store.files.Sha256;
import io.qklm.kg.store.format.ByteWriter;
import io.qklm.kg.store.format.Family;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.rocksdb.RocksDBException;

/** What a delta changes in each column family, in memory and in the order of the keys. */
final class DeltaChanges {

  /** Key to its new value, empty where the entry goes. */
  private final Map<Family, Map<byte[], Optional<byte[]>>> changes = new EnumMap<>(Family.class);

  void put(Family family, byte[] key, byte[] value) {
    of(family).put(key, Optional.of(value));
  }

  void delete(Family family, byte[] key) {
    of(family).put(key, Optional.empty());
  }

  private Map<byte[], Optional<byte[]>> of(Family family) {
    return changes.computeIfAbsent(
        family, f -> new TreeMap<byte[], Optional<byte[]>>(Arrays::compareUnsigned));
  }

  /** Is shown changes. */
  @FunctionalInterface
  interface Visitor {
    void change(Family family, byte[] key, Optional<byte[]> value) throws RocksDBException;
  }

  /** Shows all changes, those of a family in the order of their keys. */
  void visit(Visitor visitor) throws RocksDBException {
    for (Map.Entry<Family, Map<byte[], Optional<byte[]>>> family : changes.entrySet()) {
      for (Map.Entry<byte[], Optional<byte[]>> change : family.getValue().entrySet()) {
        visitor.change(family.getKey(), change.getKey(), change.getValue());
      }
    }
  }

  /** The families that change. */
  Set<Family> families() {
    return Set.copyOf(changes.keySet());
  }

  /** SHA-256 over all changes, family by family and key by key. */
  byte[] digest() {
    MessageDigest digest = Sha256.start();
    changes.forEach(
        (family, entries) -> {
          digest.update(family.idBytes());
          entries.forEach(
              (key, value) -> {
                ByteWriter entry = new ByteWriter().u32(key.length).raw(key);
                value.ifPresentOrElse(v -> entry.u32(v.length).raw(v), () -> entry.u32(-1));
                digest.update(entry.toBytes());
              });
        });
    return digest.digest();
  }
}
