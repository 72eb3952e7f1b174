package io.qklm.kg.store;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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

  /** Writes one table, or a few, for each family that changes. */
  Map<Family, List<String>> writeTables(Path folder) throws IOException {
    Map<Family, List<String>> files = new EnumMap<>(Family.class);
    try (FamilyOptions options = new FamilyOptions()) {
      for (Map.Entry<Family, Map<byte[], Optional<byte[]>>> family : changes.entrySet()) {
        String name = family.getKey().id();
        try (SortedFileWriter writer =
            new SortedFileWriter(folder, name, options.writing(family.getKey()))) {
          for (Map.Entry<byte[], Optional<byte[]>> change : family.getValue().entrySet()) {
            if (change.getValue().isPresent()) {
              writer.put(change.getKey(), change.getValue().get());
            } else {
              writer.delete(change.getKey());
            }
          }
          files.put(family.getKey(), writer.finish());
        }
      }
    }
    return files;
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
