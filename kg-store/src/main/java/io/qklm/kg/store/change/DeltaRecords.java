package io.qklm.kg.store.change;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityEmbedder;
import io.qklm.kg.EntityId;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.KnowledgeUpdate;
import io.qklm.kg.Relation;
import io.qklm.kg.WellFormedKnowledge;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.build.EntityMerger;
import io.qklm.kg.store.build.StagedFactCodec;
import io.qklm.kg.store.format.EntityRecordCodec;
import io.qklm.kg.store.format.FactListCodec;
import io.qklm.kg.store.format.FactsInKey;
import io.qklm.kg.store.format.Family;
import io.qklm.kg.store.format.IdRecordCodec;
import io.qklm.kg.store.format.RelationRecordCodec;
import io.qklm.kg.store.format.SnapshotManifest;
import io.qklm.kg.store.format.StoredFact;
import io.qklm.kg.store.format.TextRecordCodec;
import io.qklm.kg.store.format.TextRecordCodec.TextRecord;
import io.qklm.kg.store.format.TypesCodec;
import io.qklm.kg.store.rocks.SnapshotDatabase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Turns the updates of a delta, one an id, into changes of the database. New entities are numbered
 * after the parent's, in the order of their ids' code points.
 */
final class DeltaRecords {

  private static final int EMBED_BATCH = 256;

  /** Most facts that an entity's embedded text may draw on. */
  static final int VERBALIZED_FACTS = 256;

  private static final int MAX_FACT_BYTES = 64 * 1024;
  private static final byte[] NOTHING = {};

  /** An entity with its new record. */
  record Upserted(int ordinal, KnowledgeUpdate.Upsert update, String verbalized) {}

  private final KnowledgeSnapshot parent;
  private final SnapshotDatabase database;
  private final EntityEmbedder embedder;
  private final DeltaChanges changes = new DeltaChanges();
  private final List<Upserted> upserted = new ArrayList<>();
  private final Map<String, Integer> relations = new HashMap<>();

  /** Ordinals of relations for resolution only, which count as no facts. */
  private final BitSet hidden = new BitSet();

  private final Map<EntityId, Integer> numbered = new HashMap<>();

  /** Ordinals that the parent knows and this delta tells anew or retires. */
  private final BitSet touched = new BitSet();

  private long next;
  long added;
  long changed;
  long retired;
  long revived;
  long unknownRetired;
  long unknownObjects;
  long facts;

  DeltaRecords(KnowledgeSnapshot parent, EntityEmbedder embedder) {
    this.parent = parent;
    this.database = parent.database();
    this.embedder = embedder;
    this.next = parent.size();
    this.facts = parent.manifest().counts().facts();
    for (Relation relation : parent.relations()) {
      hidden.set(relations.size(), relation.forResolutionOnly());
      relations.put(relation.id(), relations.size());
    }
  }

  /** Applies the updates, each id once. */
  void apply(Map<EntityId, KnowledgeUpdate> updates) throws IOException {
    TreeMap<byte[], KnowledgeUpdate> sorted = new TreeMap<>(Arrays::compareUnsigned);
    updates.forEach((id, update) -> sorted.put(IdRecordCodec.key(id), update));
    number(sorted);
    for (Map.Entry<byte[], KnowledgeUpdate> entry : sorted.entrySet()) {
      if (entry.getValue() instanceof KnowledgeUpdate.Upsert upsert) {
        upsert(upsert);
      } else {
        retire(entry.getKey());
      }
    }
    writeCodes();
  }

  private void number(Map<byte[], KnowledgeUpdate> updates) throws IOException {
    for (Map.Entry<byte[], KnowledgeUpdate> entry : updates.entrySet()) {
      if (!(entry.getValue() instanceof KnowledgeUpdate.Upsert upsert)) {
        continue;
      }
      byte[] key = entry.getKey();
      byte[] known = database.get(Family.IDS, key);
      if (known != null) {
        int ordinal = IdRecordCodec.decode(known);
        numbered.put(upsert.id(), ordinal);
        touched.set(ordinal);
        changed++;
        if (IdRecordCodec.retired(known)) {
          revived++;
          changes.put(Family.IDS, key, IdRecordCodec.encode(ordinal));
        }
        continue;
      }
      if (next > Integer.MAX_VALUE) {
        throw new IOException(
            "the snapshot " + parent.folder() + " has no ordinals left; build it anew");
      }
      int ordinal = (int) next++;
      numbered.put(upsert.id(), ordinal);
      added++;
      changes.put(Family.IDS, key, IdRecordCodec.encode(ordinal));
    }
  }

  private void upsert(KnowledgeUpdate.Upsert update) throws IOException {
    Integer given = numbered.get(update.id());
    if (given == null) {
      throw new IllegalStateException("entity " + update.id() + " was not numbered");
    }
    int ordinal = given;
    if (touched.get(ordinal)) {
      forget(ordinal);
    }
    // The rules of a build: no alias equal to its label, no blank description.
    Entity entity = EntityMerger.merge(List.of(WellFormedKnowledge.entity(update.entity())));
    writeTexts(ordinal, entity);
    List<Fact> sorted = sorted(update.facts());
    writeFacts(ordinal, sorted);
    List<Fact> shown =
        sorted.stream()
            .filter(fact -> !Relation.forResolutionOnly(fact.relation()))
            .limit(VERBALIZED_FACTS)
            .toList();
    KnowledgeUpdate.Upsert merged =
        new KnowledgeUpdate.Upsert(entity, List.of(), update.surfaces());
    upserted.add(new Upserted(ordinal, merged, embedder.verbalize(entity, shown)));
  }

  private void retire(byte[] key) {
    byte[] known = database.get(Family.IDS, key);
    if (known == null || IdRecordCodec.retired(known)) {
      unknownRetired++;
      return;
    }
    int ordinal = IdRecordCodec.decode(known);
    byte[] record = database.get(Family.ENTITIES, Family.ordinalKey(ordinal));
    if (record == null) {
      throw new IllegalStateException("entity " + ordinal + " has an id and no record");
    }
    touched.set(ordinal);
    forget(ordinal);
    changes.put(Family.IDS, key, IdRecordCodec.encodeRetired(ordinal));
    changes.put(Family.ENTITIES, Family.ordinalKey(ordinal), EntityRecordCodec.retire(record));
    retired++;
  }

  /** Takes away texts, types and facts, and the edges that the facts made. */
  private void forget(int ordinal) {
    byte[] key = Family.ordinalKey(ordinal);
    database.scan(
        Family.TEXT,
        key,
        (text, value) -> {
          changes.delete(Family.TEXT, text);
          return true;
        });
    if (database.get(Family.TYPES, key) != null) {
      changes.delete(Family.TYPES, key);
    }
    byte[] old = database.get(Family.FACTS, key);
    if (old == null) {
      return;
    }
    changes.delete(Family.FACTS, key);
    List<StoredFact> stored = FactListCodec.decode(old);
    facts -= stored.stream().filter(fact -> !hidden.get(fact.relation())).count();
    for (StoredFact fact : stored) {
      if (fact.target() instanceof StoredFact.Target.Ordinal object) {
        changes.delete(
            Family.FACTS_IN, new FactsInKey(object.ordinal(), fact.relation(), ordinal).encode());
        forgetNeighbours(ordinal, object.ordinal());
      }
    }
  }

  /** What joins these two is read from the facts from now on. */
  private void forgetNeighbours(int subject, int object) {
    if (database.has(Family.NEIGHBOURS)) {
      changes.delete(Family.NEIGHBOURS, Family.ordinalKey(subject));
      changes.delete(Family.NEIGHBOURS, Family.ordinalKey(object));
    }
  }

  private void writeTexts(int ordinal, Entity entity) {
    for (Map.Entry<String, TextRecord> text : TextRecord.of(entity).entrySet()) {
      changes.put(
          Family.TEXT,
          TextRecordCodec.key(ordinal, text.getKey()),
          TextRecordCodec.encode(text.getValue()));
    }
    if (!entity.types().isEmpty()) {
      changes.put(Family.TYPES, Family.ordinalKey(ordinal), TypesCodec.encode(entity.types()));
    }
  }

  /** Each fact once, in the order of a build. */
  private static List<Fact> sorted(List<Fact> facts) throws IOException {
    TreeMap<byte[], Fact> sorted = new TreeMap<>(Arrays::compareUnsigned);
    for (Fact given : facts) {
      Fact fact = WellFormedKnowledge.fact(given);
      byte[] key = StagedFactCodec.key(fact);
      if (key.length > MAX_FACT_BYTES) {
        throw new IOException(
            "a fact about "
                + fact.subject()
                + " takes "
                + key.length
                + " bytes; "
                + MAX_FACT_BYTES
                + " are allowed");
      }
      sorted.put(key, fact);
    }
    return List.copyOf(sorted.values());
  }

  private void writeFacts(int subject, List<Fact> sorted) {
    List<StoredFact> stored = new ArrayList<>(sorted.size());
    for (Fact fact : sorted) {
      int relation = relation(fact.relation());
      StoredFact.Target target = new StoredFact.Target.Value(fact.object());
      if (fact.object() instanceof FactObject.OfEntity object) {
        Optional<Integer> ordinal = ordinal(object.id());
        if (ordinal.isPresent()) {
          target = new StoredFact.Target.Ordinal(ordinal.get());
          changes.put(
              Family.FACTS_IN, new FactsInKey(ordinal.get(), relation, subject).encode(), NOTHING);
          forgetNeighbours(subject, ordinal.get());
        } else {
          unknownObjects++;
        }
      }
      stored.add(new StoredFact(relation, target));
    }
    facts += stored.stream().filter(fact -> !hidden.get(fact.relation())).count();
    if (!stored.isEmpty()) {
      changes.put(Family.FACTS, Family.ordinalKey(subject), FactListCodec.encode(stored));
    }
  }

  /** The ordinal of any id that ever had one, of a retired entity too. */
  private Optional<Integer> ordinal(EntityId id) {
    Integer now = numbered.get(id);
    if (now != null) {
      return Optional.of(now);
    }
    byte[] known = database.get(Family.IDS, IdRecordCodec.key(id));
    return known == null ? Optional.empty() : Optional.of(IdRecordCodec.decode(known));
  }

  private int relation(String id) {
    Integer known = relations.get(id);
    if (known != null) {
      return known;
    }
    int ordinal = relations.size();
    hidden.set(ordinal, Relation.forResolutionOnly(id));
    relations.put(id, ordinal);
    changes.put(
        Family.RELATIONS,
        Family.ordinalKey(ordinal),
        RelationRecordCodec.encode(new Relation(id, Map.of(), Optional.empty())));
    return ordinal;
  }

  private void writeCodes() throws IOException {
    int m = parent.quantizer().subspaces();
    EntityRecordCodec codec = new EntityRecordCodec(m);
    for (int from = 0; from < upserted.size(); from += EMBED_BATCH) {
      List<Upserted> batch = upserted.subList(from, Math.min(from + EMBED_BATCH, upserted.size()));
      float[][] vectors = embedder.embed(batch.stream().map(Upserted::verbalized).toList());
      if (vectors.length != batch.size()) {
        throw new IllegalStateException(
            "the embedder gave " + vectors.length + " vectors for " + batch.size() + " texts");
      }
      for (int i = 0; i < batch.size(); i++) {
        byte[] code = new byte[m];
        parent.quantizer().encode(vectors[i], code, 0);
        Entity entity = batch.get(i).update().entity();
        changes.put(
            Family.ENTITIES,
            Family.ordinalKey(batch.get(i).ordinal()),
            codec.encode(entity.id(), entity.kind(), entity.rank(), code));
      }
    }
  }

  DeltaChanges changes() {
    return changes;
  }

  List<Upserted> upserted() {
    return List.copyOf(upserted);
  }

  BitSet touched() {
    return (BitSet) touched.clone();
  }

  SnapshotManifest.Counts counts(long surfaces) {
    return new SnapshotManifest.Counts(
        next,
        facts,
        surfaces,
        relations.size(),
        parent.manifest().counts().retired() + retired - revived);
  }
}
