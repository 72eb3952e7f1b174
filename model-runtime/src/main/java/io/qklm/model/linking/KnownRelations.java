package io.qklm.model.linking;

import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.format.StoredNeighbours;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What facts join a text's candidates to, read in two goes: their neighbours, and how many
 * neighbours those have that two of them share.
 *
 * @param neighbours by ordinal
 * @param degrees of what two share, by ordinal
 * @param types classes that they belong to, by ordinal, as hashes of their names
 */
public record KnownRelations(
    Map<Integer, StoredNeighbours> neighbours,
    Map<Integer, Integer> degrees,
    Map<Integer, int[]> types) {

  /** Reads those of {@code ordinals}. */
  static KnownRelations read(KnowledgeSnapshot snapshot, Collection<Integer> ordinals) {
    int[] distinct = new TreeSet<>(ordinals).stream().mapToInt(Integer::intValue).toArray();
    List<StoredNeighbours> lists = snapshot.neighbours(distinct);
    Map<Integer, StoredNeighbours> neighbours = new LinkedHashMap<>();
    Set<Integer> seen = new HashSet<>();
    Set<Integer> shared = new TreeSet<>();
    for (int i = 0; i < distinct.length; i++) {
      neighbours.put(distinct[i], lists.get(i));
      for (int neighbour : lists.get(i).ordinals()) {
        if (!seen.add(neighbour)) {
          shared.add(neighbour);
        }
      }
    }
    Map<Integer, Integer> degrees = new HashMap<>();
    neighbours.forEach(
        (ordinal, joined) -> {
          if (shared.remove(ordinal)) {
            degrees.put(ordinal, joined.degree());
          }
        });
    int[] others = shared.stream().mapToInt(Integer::intValue).toArray();
    List<StoredNeighbours> theirs = snapshot.neighbours(others);
    for (int i = 0; i < others.length; i++) {
      degrees.put(others[i], theirs.get(i).degree());
    }
    return new KnownRelations(neighbours, degrees, types(snapshot, distinct));
  }

  private static Map<Integer, int[]> types(KnowledgeSnapshot snapshot, int[] ordinals) {
    List<List<String>> names = snapshot.types(ordinals);
    Map<Integer, int[]> types = new HashMap<>();
    for (int i = 0; i < ordinals.length; i++) {
      types.put(ordinals[i], names.get(i).stream().mapToInt(String::hashCode).sorted().toArray());
    }
    return types;
  }
}
