package io.qklm.kg.store.build;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityEmbedder;
import io.qklm.kg.EntityId;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.Relation;
import io.qklm.kg.store.build.Staging.Cursor;
import io.qklm.kg.store.build.Staging.Table;
import io.qklm.kg.store.build.SurfacePriors.Role;
import io.qklm.kg.store.format.ByteReader;
import io.qklm.kg.store.format.ByteWriter;
import io.qklm.kg.store.format.FactListCodec;
import io.qklm.kg.store.format.FactsInKey;
import io.qklm.kg.store.format.Family;
import io.qklm.kg.store.format.IdRecordCodec;
import io.qklm.kg.store.format.NeighbourCollector;
import io.qklm.kg.store.format.NeighboursCodec;
import io.qklm.kg.store.format.StoredFact;
import io.qklm.kg.store.format.SurfaceKeys;
import io.qklm.kg.store.format.TextRecordCodec;
import io.qklm.kg.store.format.TextRecordCodec.TextRecord;
import io.qklm.kg.store.format.TypesCodec;
import io.qklm.text.SurfaceNormalizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sorted passes over the staged entities: first every id gets its ordinal, then texts, types
 * and facts are written and all that later passes need is staged.
 */
final class RecordPass {

  /** Facts shown to the embedder for one entity. */
  private static final int VERBALIZED_FACTS = 256;

  private static final byte[] NOTHING = {};

  private final Staging staging;
  private final SnapshotWriter writer;
  private final BuildTally tally;
  private final BuildWatch watch;
  private final Origins origins;
  private final SurfaceNormalizer normalizer = new SurfaceNormalizer();

  RecordPass(
      Staging staging, SnapshotWriter writer, BuildTally tally, BuildWatch watch, Origins origins) {
    this.origins = origins;
    this.staging = staging;
    this.writer = writer;
    this.tally = tally;
    this.watch = watch;
  }

  /** Numbers the ids in the order of their UTF-8 bytes, which is that of their code points. */
  void assignOrdinals() throws IOException {
    watch.phase("numbering entities", -1);
    int next = 0;
    try (Cursor cursor = staging.scan(Table.ENTITIES)) {
      EntityId last = null;
      while (cursor.next()) {
        EntityId id = StagedEntityCodec.id(cursor.key());
        if (id.equals(last)) {
          tally.mergedEntities++;
          continue;
        }
        last = id;
        byte[] key = IdRecordCodec.key(id);
        writer.put(Family.IDS, key, IdRecordCodec.encode(next));
        staging.put(Table.ORDINALS, key, Family.ordinalKey(next));
        next = Math.addExact(next, 1);
        watch.advance();
      }
    }
    tally.entities = next;
    staging.flush();
  }

  /**
   * Writes texts, types and facts.
   *
   * @param relations ordinal of each relation
   * @param lastNames whether to stage the last names of persons
   */
  void writeRecords(EntityEmbedder embedder, Map<String, Integer> relations, boolean lastNames)
      throws IOException {
    watch.phase("writing names and facts", tally.entities);
    int ordinal = 0;
    try (Cursor cursor = staging.scan(Table.ENTITIES);
        AdditionsByOrdinal additions = new AdditionsByOrdinal(staging);
        FactsBySubject facts = new FactsBySubject(staging, tally)) {
      boolean more = cursor.next();
      while (more) {
        EntityId id = StagedEntityCodec.id(cursor.key());
        List<Entity> records = new ArrayList<>();
        List<Long> numbers = new ArrayList<>();
        do {
          numbers.add(StagedEntityCodec.number(cursor.key()));
          records.add(StagedEntityCodec.decode(id, cursor.value()));
          more = cursor.next();
        } while (more && StagedEntityCodec.id(cursor.key()).equals(id));
        Entity entity = additions.of(ordinal, EntityMerger.merge(records));
        List<Fact> about = facts.of(id);
        origins.merged(id.value(), numbers, records.stream().map(Entity::kind).toList());
        DateConflicts.find(about).forEach((of, all) -> origins.dates(id.value(), of, all));
        writeTexts(ordinal, entity);
        writeFacts(ordinal, about, relations);
        stageNames(ordinal, entity, lastNames);
        List<Fact> shown =
            about.stream()
                .filter(fact -> !Relation.forResolutionOnly(fact.relation()))
                .limit(VERBALIZED_FACTS)
                .toList();
        staging.put(
            Table.RECORDS,
            Family.ordinalKey(ordinal),
            new StagedRecord(id, entity.kind(), entity.rank(), embedder.verbalize(entity, shown))
                .encode());
        ordinal++;
        watch.advance();
      }
      facts.drain();
    }
  }

  private void writeTexts(int ordinal, Entity entity) throws IOException {
    for (Map.Entry<String, TextRecord> text : TextRecord.of(entity).entrySet()) {
      writer.put(
          Family.TEXT,
          TextRecordCodec.key(ordinal, text.getKey()),
          TextRecordCodec.encode(text.getValue()));
    }
    if (!entity.types().isEmpty()) {
      writer.put(Family.TYPES, Family.ordinalKey(ordinal), TypesCodec.encode(entity.types()));
    }
  }

  private void writeFacts(int subject, List<Fact> facts, Map<String, Integer> relations)
      throws IOException {
    // Two ids of one object make two facts one.
    Set<StoredFact> stored = new LinkedHashSet<>();
    for (Fact fact : facts) {
      Integer relation = relations.get(fact.relation());
      if (relation == null) {
        throw new IllegalStateException("relation " + fact.relation() + " was not numbered");
      }
      boolean hidden = Relation.forResolutionOnly(fact.relation());
      StoredFact.Target target = target(subject, relation, fact.object(), hidden);
      if (hidden && (!(target instanceof StoredFact.Target.Ordinal o) || o.ordinal() == subject)) {
        tally.unrelated++;
      } else if (stored.add(new StoredFact(relation, target)) && !hidden) {
        tally.facts++;
      }
    }
    if (!stored.isEmpty()) {
      writer.put(
          Family.FACTS, Family.ordinalKey(subject), FactListCodec.encode(List.copyOf(stored)));
    }
  }

  /** What the fact points to; a known entity also learns that it is pointed to. */
  private StoredFact.Target target(int subject, int relation, FactObject object, boolean hidden)
      throws IOException {
    if (object instanceof FactObject.OfEntity entity) {
      byte[] found = staging.get(Table.ORDINALS, IdRecordCodec.key(entity.id()));
      if (found != null) {
        int ordinal = new ByteReader(found).u32();
        if (hidden && ordinal == subject) {
          return new StoredFact.Target.Ordinal(ordinal);
        }
        staging.put(Table.FACTS_IN, new FactsInKey(ordinal, relation, subject).encode(), NOTHING);
        stageNeighbour(subject, relation, ordinal, 0);
        stageNeighbour(ordinal, relation, subject, 1);
        return new StoredFact.Target.Ordinal(ordinal);
      }
      tally.unknownObjects += hidden ? 0 : 1;
    }
    return new StoredFact.Target.Value(object);
  }

  private void stageNeighbour(int ordinal, int relation, int other, int subject)
      throws IOException {
    staging.put(
        Table.NEIGHBOURS,
        new ByteWriter().u32(ordinal).u32(relation).u32(other).u8(subject).toBytes(),
        NOTHING);
  }

  private void stageNames(int ordinal, Entity entity, boolean lastNames) throws IOException {
    EntityNames.visit(
        entity, lastNames, (name, role) -> stageName(name, ordinal, role, entity.rank()));
  }

  private void stageName(String surface, int ordinal, Role role, float rank) throws IOException {
    String key = normalizer.key(surface);
    if (!SurfaceKeys.usable(key)) {
      tally.unusableSurfaces++;
      return;
    }
    staging.put(
        Table.NAMES,
        new ByteWriter().utf8(key).u8(0).u32(ordinal).u8(role.code()).toBytes(),
        new ByteWriter().f32(rank).toBytes());
  }

  /** Writes which facts point to each entity. */
  void writeFactsIn() throws IOException {
    watch.phase("writing facts by their object", -1);
    try (Cursor cursor = staging.scan(Table.FACTS_IN)) {
      while (cursor.next()) {
        writer.put(Family.FACTS_IN, cursor.key(), NOTHING);
        watch.advance();
      }
    }
  }

  /**
   * Writes what facts of either direction join each entity to.
   *
   * @param weights of the relations, by their ordinals
   */
  void writeNeighbours(int[] weights) throws IOException {
    watch.phase("writing neighbours", tally.entities);
    try (Cursor cursor = staging.scan(Table.NEIGHBOURS)) {
      boolean more = cursor.next();
      for (int ordinal = 0; ordinal < tally.entities; ordinal++) {
        NeighbourCollector found = new NeighbourCollector(ordinal);
        while (more && Family.ordinal(cursor.key()) == ordinal) {
          ByteReader key = new ByteReader(cursor.key(), Integer.BYTES);
          int relation = key.u32();
          int other = key.u32();
          if (key.u8() == 0) {
            found.object(other, relation, weights[relation]);
          } else {
            found.subject(other, relation, weights[relation]);
          }
          more = cursor.next();
        }
        writer.put(
            Family.NEIGHBOURS,
            Family.ordinalKey(ordinal),
            NeighboursCodec.encode(found.neighbours()));
        watch.advance();
      }
    }
  }
}
