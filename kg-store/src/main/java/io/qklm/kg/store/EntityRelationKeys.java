package io.qklm.kg.store;

import io.qklm.kg.Relation;
import io.qklm.kg.store.format.ByteWriter;
import io.qklm.kg.store.format.FactListCodec;
import io.qklm.kg.store.format.FactsInKey;
import io.qklm.kg.store.format.Family;
import io.qklm.kg.store.rocks.SnapshotDatabase;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The relations of one entity from keys alone. A country is the object of tens of thousands of
 * facts of a few dozen relations, so the walk leaps from relation to relation. Relations for
 * resolution only are not among them.
 */
final class EntityRelationKeys {

  private EntityRelationKeys() {}

  static Set<String> asSubject(SnapshotDatabase database, List<Relation> relations, int ordinal) {
    Set<String> found = new LinkedHashSet<>();
    byte[] value = database.get(Family.FACTS, Family.ordinalKey(ordinal));
    if (value != null) {
      FactListCodec.decode(value).stream()
          .map(fact -> relations.get(fact.relation()))
          .filter(relation -> !relation.forResolutionOnly())
          .forEach(relation -> found.add(relation.id()));
    }
    return found;
  }

  static Set<String> asObject(SnapshotDatabase database, List<Relation> relations, int ordinal) {
    Set<String> found = new LinkedHashSet<>();
    database.leap(
        Family.FACTS_IN,
        Family.ordinalKey(ordinal),
        key -> {
          int relation = FactsInKey.decode(key).relation();
          if (!relations.get(relation).forResolutionOnly()) {
            found.add(relations.get(relation).id());
          }
          return prefix(ordinal, relation + 1);
        });
    return found;
  }

  /** Ordinals of at most {@code limit} subjects of {@code relation}; none if it is unknown. */
  static int[] subjects(
      SnapshotDatabase database,
      List<Relation> relations,
      int ordinal,
      String relation,
      int limit) {
    List<Integer> found = new ArrayList<>();
    for (int place = 0; place < relations.size() && limit > 0; place++) {
      if (relations.get(place).id().equals(relation)) {
        database.scan(
            Family.FACTS_IN,
            prefix(ordinal, place),
            (key, value) -> {
              found.add(FactsInKey.decode(key).subject());
              return found.size() < limit;
            });
      }
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  private static byte[] prefix(int ordinal, int relation) {
    return new ByteWriter().u32(ordinal).u32(relation).toBytes();
  }
}
