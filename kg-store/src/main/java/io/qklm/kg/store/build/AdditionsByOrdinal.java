package io.qklm.kg.store.build;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityKind;
import io.qklm.kg.source.Prominence;
import io.qklm.kg.store.build.Staging.Cursor;
import io.qklm.kg.store.build.Staging.Table;
import io.qklm.kg.store.format.ByteReader;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Walks over names and counts that came apart from records, beside the entities. */
final class AdditionsByOrdinal implements AutoCloseable {

  /** Names of one entity that are taken at most; pages with more redirects are rare and lists. */
  private static final int MOST_NAMES = 500;

  private static final int MOST_TYPES = 40;

  private final Cursor cursor;
  private boolean more;

  AdditionsByOrdinal(Staging staging) throws IOException {
    this.cursor = staging.scan(Table.ADDED);
    this.more = cursor.next();
  }

  /** The entity with what was said of it; ordinals ascend from call to call. */
  Entity of(int ordinal, Entity entity) throws IOException {
    if (!more || new ByteReader(cursor.key()).u32() != ordinal) {
      return entity;
    }
    Prominence prominence = new Prominence(entity.rank());
    Map<String, Set<String>> names = new TreeMap<>();
    entity.aliases().forEach((language, known) -> names(names, language).addAll(known));
    Map<String, String> descriptions = new TreeMap<>(entity.descriptions());
    Set<String> types = new LinkedHashSet<>(entity.types());
    EntityKind kind = entity.kind();
    int taken = 0;
    while (more && new ByteReader(cursor.key()).u32() == ordinal) {
      Addition addition = Addition.decode(cursor.value());
      if (addition instanceof Addition.Count count) {
        prominence.add(count.signal(), count.count());
      } else if (addition instanceof Addition.Description described) {
        descriptions.putIfAbsent(described.language(), described.text());
      } else if (addition instanceof Addition.Type typed) {
        kind = kind == EntityKind.UNKNOWN ? typed.kind() : kind;
        if (types.size() < MOST_TYPES) {
          types.add(typed.type());
        }
      } else if (addition instanceof Addition.Name name && taken < MOST_NAMES) {
        taken += names(names, name.language()).add(name.name()) ? 1 : 0;
      }
      more = cursor.next();
    }
    Map<String, List<String>> aliases = new TreeMap<>();
    names.forEach(
        (language, all) -> {
          all.remove(entity.labels().get(language));
          aliases.put(language, List.copyOf(all));
        });
    return new Entity(
        entity.id(),
        entity.labels(),
        aliases,
        descriptions,
        List.copyOf(types),
        kind,
        prominence.rank());
  }

  private static Set<String> names(Map<String, Set<String>> names, String language) {
    return names.computeIfAbsent(language, l -> new LinkedHashSet<>());
  }

  @Override
  public void close() {
    cursor.close();
  }
}
