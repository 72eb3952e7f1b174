package io.qklm.kg.store;

import io.qklm.kg.EntityId;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.Relation;
import io.qklm.kg.store.format.EntityRecordCodec;
import io.qklm.kg.store.format.FactListCodec;
import io.qklm.kg.store.format.FactsInKey;
import io.qklm.kg.store.format.Family;
import io.qklm.kg.store.format.StoredFact;
import io.qklm.kg.store.rocks.SnapshotDatabase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The facts of a snapshot from both sides, without those to and of retired entities. */
final class SnapshotFacts {

  private final SnapshotDatabase database;
  private final EntityRecordCodec entities;
  private final List<Relation> relations;

  /**
   * Reads nothing yet.
   *
   * @param relations by ordinal
   */
  SnapshotFacts(SnapshotDatabase database, EntityRecordCodec entities, List<Relation> relations) {
    this.database = database;
    this.entities = entities;
    this.relations = relations;
  }

  /** What is said of an entity, by relation; without relations for resolution only. */
  List<Fact> of(int ordinal, EntityId subject) {
    return of(ordinal, subject, false);
  }

  /** What relates an entity to others for resolution only, it being the subject. */
  List<Fact> forResolution(int ordinal, EntityId subject) {
    return of(ordinal, subject, true);
  }

  private List<Fact> of(int ordinal, EntityId subject, boolean forResolution) {
    byte[] value = database.get(Family.FACTS, Family.ordinalKey(ordinal));
    if (value == null) {
      return List.of();
    }
    List<StoredFact> stored =
        FactListCodec.decode(value).stream()
            .filter(f -> relations.get(f.relation()).forResolutionOnly() == forResolution)
            .toList();
    Map<Integer, EntityId> objects = objects(stored);
    List<Fact> facts = new ArrayList<>(stored.size());
    for (StoredFact fact : stored) {
      FactObject object;
      if (fact.target() instanceof StoredFact.Target.Ordinal entity) {
        EntityId id = objects.get(entity.ordinal());
        if (id == null) {
          // The object is retired.
          continue;
        }
        object = new FactObject.OfEntity(id);
      } else {
        object = ((StoredFact.Target.Value) fact.target()).object();
      }
      facts.add(new Fact(subject, relations.get(fact.relation()).id(), object));
    }
    return facts;
  }

  /**
   * Facts of which the entity is the object, at most {@code limit}, by relation; without relations
   * for resolution only.
   */
  List<Fact> about(int ordinal, EntityId id, int limit) {
    return about(ordinal, id, limit, false);
  }

  /** What relates other entities to this one for resolution only, at most {@code limit}. */
  List<Fact> aboutForResolution(int ordinal, EntityId id, int limit) {
    return about(ordinal, id, limit, true);
  }

  private List<Fact> about(int ordinal, EntityId id, int limit, boolean forResolution) {
    FactObject object = new FactObject.OfEntity(id);
    if (limit <= 0) {
      return List.of();
    }
    List<FactsInKey> found = new ArrayList<>();
    database.scan(
        Family.FACTS_IN,
        Family.ordinalKey(ordinal),
        (key, value) -> {
          FactsInKey fact = FactsInKey.decode(key);
          if (relations.get(fact.relation()).forResolutionOnly() == forResolution) {
            found.add(fact);
          }
          return found.size() < limit;
        });
    Map<Integer, EntityId> subjects =
        ids(found.stream().mapToInt(FactsInKey::subject).distinct().toArray());
    List<Fact> facts = new ArrayList<>(found.size());
    for (FactsInKey key : found) {
      EntityId subject = subjects.get(key.subject());
      if (subject != null) {
        facts.add(new Fact(subject, relations.get(key.relation()).id(), object));
      }
    }
    return facts;
  }

  private Map<Integer, EntityId> objects(List<StoredFact> facts) {
    int[] ordinals =
        facts.stream()
            .map(StoredFact::target)
            .filter(StoredFact.Target.Ordinal.class::isInstance)
            .mapToInt(target -> ((StoredFact.Target.Ordinal) target).ordinal())
            .distinct()
            .toArray();
    return ids(ordinals);
  }

  /** Ids by ordinal; retired entities are left out. */
  Map<Integer, EntityId> ids(int[] ordinals) {
    List<byte[]> keys = new ArrayList<>(ordinals.length);
    for (int ordinal : ordinals) {
      keys.add(Family.ordinalKey(ordinal));
    }
    List<byte @Nullable []> values = database.get(Family.ENTITIES, keys);
    Map<Integer, EntityId> ids = new LinkedHashMap<>();
    for (int i = 0; i < ordinals.length; i++) {
      byte[] value = values.get(i);
      if (value != null && !EntityRecordCodec.retired(value)) {
        ids.put(ordinals[i], entities.decodeId(value));
      }
    }
    return ids;
  }
}
