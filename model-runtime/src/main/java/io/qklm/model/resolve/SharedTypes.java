package io.qklm.model.resolve;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which classes the names of a document mean things of. A class counts the more, the fewer of the
 * document's candidates are of it: where most names mean clubs, that says something; where all
 * candidates are places, that they are says nothing.
 */
final class SharedTypes {

  private final OpenDocument document;
  private final Map<Integer, Double> worth = new HashMap<>();
  private final List<Map<Integer, Double>> meant;
  private final Map<Integer, Double> total = new HashMap<>();
  private final List<Map<Integer, Double>> byGroup;

  /**
   * Of a document.
   *
   * @param meant by group: how likely each entity is meant
   */
  SharedTypes(OpenDocument document, List<Map<Integer, Double>> meant) {
    this.document = document;
    this.meant = meant;
    Map<Integer, Integer> entities = new HashMap<>();
    document.entities().values().stream()
        .flatMapToInt(entity -> Arrays.stream(entity.types()))
        .forEach(type -> entities.merge(type, 1, Integer::sum));
    double all = 1 + document.entities().size();
    entities.forEach((type, count) -> worth.put(type, Math.log(all / count)));
    this.byGroup = meant.stream().map(this::types).toList();
    // Groups in their order, so that sums are the same each time.
    byGroup.forEach(types -> types.forEach((type, share) -> total.merge(type, share, Double::sum)));
  }

  private Map<Integer, Double> types(Map<Integer, Double> entities) {
    Map<Integer, Double> types = new HashMap<>();
    new TreeMap<>(entities)
        .forEach(
            (ordinal, share) -> {
              for (int type : document.entity(ordinal).types()) {
                types.merge(type, share, Double::sum);
              }
            });
    return types;
  }

  /** How much of what the other groups mean is of the most telling class of an entity. */
  double share(int ordinal, int group) {
    int others = meant.size() - 1;
    if (others < 1) {
      return 0;
    }
    double most = 0;
    for (int type : document.entity(ordinal).types()) {
      double theirs = total.getOrDefault(type, 0.0) - byGroup.get(group).getOrDefault(type, 0.0);
      most = Math.max(most, worth.getOrDefault(type, 0.0) * theirs / others);
    }
    return most;
  }
}
