package io.qklm.kg.store;

import io.qklm.kg.Relation;
import io.qklm.kg.store.format.FactListCodec;
import io.qklm.kg.store.format.FactsInKey;
import io.qklm.kg.store.format.Family;
import io.qklm.kg.store.format.NeighbourCollector;
import io.qklm.kg.store.format.NeighboursCodec;
import io.qklm.kg.store.format.RelationWeights;
import io.qklm.kg.store.format.StoredFact;
import io.qklm.kg.store.format.StoredNeighbours;
import io.qklm.kg.store.rocks.SnapshotDatabase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Neighbours of entities: from the family that has them, in one read; of a snapshot without it, and
 * of what a delta changed, from the facts of both directions.
 */
final class SnapshotNeighbours {

  /** Facts that point to an entity, read at most where its neighbours are not written. */
  private static final int MOST_IN = 256;

  private final SnapshotDatabase database;
  private final int[] weights;

  SnapshotNeighbours(SnapshotDatabase database, List<Relation> relations) {
    this.database = database;
    this.weights = RelationWeights.of(relations);
  }

  /** Neighbours as a reader is given them. */
  List<StoredNeighbours> of(int[] ordinals) {
    return of(ordinals, MOST_IN);
  }

  /** The same with all facts that point to an entity, as they are written. */
  List<StoredNeighbours> whole(int[] ordinals) {
    return of(ordinals, Integer.MAX_VALUE);
  }

  private List<StoredNeighbours> of(int[] ordinals, int mostIn) {
    List<byte[]> keys = Family.ordinalKeys(ordinals);
    List<StoredNeighbours> lists = new ArrayList<>(ordinals.length);
    List<byte[]> missing = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    boolean written = database.has(Family.NEIGHBOURS);
    List<byte @Nullable []> rows = written ? database.get(Family.NEIGHBOURS, keys) : List.of();
    for (int i = 0; i < ordinals.length; i++) {
      byte[] row = written ? rows.get(i) : null;
      lists.add(row == null ? StoredNeighbours.NONE : NeighboursCodec.decode(row));
      if (row == null) {
        missing.add(keys.get(i));
        places.add(i);
      }
    }
    List<byte @Nullable []> facts = database.get(Family.FACTS, missing);
    for (int i = 0; i < places.size(); i++) {
      lists.set(places.get(i), fromFacts(missing.get(i), facts.get(i), mostIn));
    }
    return lists;
  }

  private StoredNeighbours fromFacts(byte[] key, byte @Nullable [] facts, int mostIn) {
    NeighbourCollector found = new NeighbourCollector(Family.ordinal(key));
    if (facts != null) {
      for (StoredFact fact : FactListCodec.decode(facts)) {
        if (fact.target() instanceof StoredFact.Target.Ordinal object) {
          found.object(object.ordinal(), fact.relation(), weights[fact.relation()]);
        }
      }
    }
    int[] left = {mostIn};
    database.scan(
        Family.FACTS_IN,
        key,
        (in, value) -> {
          FactsInKey fact = FactsInKey.decode(in);
          found.subject(fact.subject(), fact.relation(), weights[fact.relation()]);
          return --left[0] > 0;
        });
    return found.neighbours();
  }
}
