package io.qklm.kg.store.rocks;

import io.qklm.kg.store.format.Family;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** A database that is open with the column families of a snapshot. */
public record OpenFamilies(RocksDB database, Map<Family, ColumnFamilyHandle> handles) {

  /** How RocksDB opens: to read, or to write. */
  @FunctionalInterface
  public interface Opener {
    public RocksDB open(
        DBOptions options,
        String path,
        List<ColumnFamilyDescriptor> descriptors,
        List<ColumnFamilyHandle> handles)
        throws RocksDBException;
  }

  /**
   * Opens; all natives, the open database among them, become the property of {@code resources}.
   *
   * @param wanted the families to open, in any order
   * @param families the options of each family, which stay the caller's to close, afterwards
   */
  public static OpenFamilies open(
      Opener opener,
      DBOptions options,
      Path folder,
      Set<Family> wanted,
      Function<Family, ColumnFamilyOptions> families,
      NativeResources resources)
      throws RocksDBException {
    List<Family> sorted = List.copyOf(new TreeSet<>(wanted));
    List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
    ColumnFamilyOptions unused = resources.own(new ColumnFamilyOptions());
    descriptors.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, unused));
    for (Family family : sorted) {
      descriptors.add(new ColumnFamilyDescriptor(family.idBytes(), families.apply(family)));
    }
    List<ColumnFamilyHandle> opened = new ArrayList<>();
    RocksDB database = resources.own(opener.open(options, folder.toString(), descriptors, opened));
    opened.forEach(resources::own);
    Map<Family, ColumnFamilyHandle> handles = new EnumMap<>(Family.class);
    Iterator<ColumnFamilyHandle> afterDefault = opened.listIterator(1);
    for (Family family : sorted) {
      handles.put(family, afterDefault.next());
    }
    return new OpenFamilies(database, handles);
  }

  /** The families that a database has: one made before a family came up lacks it. */
  public static Set<Family> of(Path folder) throws RocksDBException {
    Set<String> names = new HashSet<>();
    try (Options options = new Options()) {
      RocksDB.listColumnFamilies(options, folder.toString())
          .forEach(name -> names.add(new String(name, StandardCharsets.UTF_8)));
    }
    Set<Family> families = EnumSet.noneOf(Family.class);
    for (Family family : Family.values()) {
      // One that every database has is opened, and missed, by its name.
      if (names.contains(family.id()) || !family.isLater()) {
        families.add(family);
      }
    }
    return families;
  }

  /** Whether the database has a family. */
  boolean has(Family family) {
    return handles.containsKey(family);
  }

  /** The open column family. */
  public ColumnFamilyHandle handle(Family family) {
    ColumnFamilyHandle handle = handles.get(family);
    if (handle == null) {
      throw new IllegalStateException("column family " + family + " was not opened");
    }
    return handle;
  }
}
