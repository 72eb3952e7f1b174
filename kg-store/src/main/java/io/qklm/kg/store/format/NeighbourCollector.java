package io.qklm.kg.store.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers the neighbours of one entity: each once, by its weightiest relation. Of more than {@value
 * StoredNeighbours#MOST} the weightiest are kept, then those of which the entity itself says
 * something, then the first; so a city keeps its country, and a country keeps few of its cities,
 * which keep it.
 */
public final class NeighbourCollector {

  private record Joined(int ordinal, int relation, int weight) {

    boolean precedes(Joined other) {
      return ORDER.compare(this, other) < 0;
    }
  }

  private static final Comparator<Joined> ORDER =
      Comparator.comparingInt((Joined joined) -> -joined.weight())
          .thenComparingInt(joined -> joined.relation() & 1)
          .thenComparingInt(Joined::ordinal)
          .thenComparingInt(Joined::relation);

  /**
   * Held at most; of an entity that is joined to more, those that come last are counted by fact.
   */
  private static final int MOST_HELD = 8192;

  private final int entity;
  private final Map<Integer, Joined> joined = new HashMap<>();
  private int left;

  /**
   * Of one entity.
   *
   * @param entity its ordinal; it is no neighbour of itself
   */
  public NeighbourCollector(int entity) {
    this.entity = entity;
  }

  /** A fact of the entity with another as its object. */
  public void object(int ordinal, int relation, int weight) {
    add(ordinal, relation * 2, weight);
  }

  /** A fact of another entity with this one as its object. */
  public void subject(int ordinal, int relation, int weight) {
    add(ordinal, relation * 2 + 1, weight);
  }

  private void add(int ordinal, int relation, int weight) {
    if (ordinal != entity && weight > 0) {
      Joined one = new Joined(ordinal, relation, weight);
      joined.merge(ordinal, one, (known, next) -> next.precedes(known) ? next : known);
      if (joined.size() > MOST_HELD) {
        List<Joined> kept = kept();
        left += joined.size() - kept.size();
        joined.clear();
        kept.forEach(other -> joined.put(other.ordinal(), other));
      }
    }
  }

  private List<Joined> kept() {
    List<Joined> kept = new ArrayList<>(joined.values());
    kept.sort(ORDER);
    return new ArrayList<>(kept.subList(0, Math.min(StoredNeighbours.MOST, kept.size())));
  }

  /** What was gathered. */
  public StoredNeighbours neighbours() {
    if (joined.isEmpty()) {
      return StoredNeighbours.NONE;
    }
    List<Joined> kept = kept();
    kept.sort(Comparator.comparingInt(Joined::ordinal));
    int[] ordinals = new int[kept.size()];
    int[] relations = new int[kept.size()];
    byte[] weights = new byte[kept.size()];
    for (int i = 0; i < ordinals.length; i++) {
      ordinals[i] = kept.get(i).ordinal();
      relations[i] = kept.get(i).relation();
      weights[i] = (byte) kept.get(i).weight();
    }
    return new StoredNeighbours(left + joined.size(), ordinals, relations, weights);
  }
}
