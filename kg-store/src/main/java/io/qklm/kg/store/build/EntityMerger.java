package io.qklm.kg.store.build;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes one entity of the records that sources gave for one id, in the order they came.
 *
 * <ul>
 *   <li>labels: the first in a language stays; another one given later becomes an alias
 *   <li>aliases: all of them, each once, none equal to the label of its language
 *   <li>descriptions: the last one given in a language that is not blank
 *   <li>types: all of them, each once, in order of appearance
 *   <li>kind: the first that is known
 *   <li>rank: the greatest
 * </ul>
 */
public final class EntityMerger {

  private EntityMerger() {}

  /** Merges records of one id, at least one. */
  public static Entity merge(List<Entity> records) {
    Map<String, String> labels = new TreeMap<>();
    Map<String, Set<String>> aliases = new TreeMap<>();
    Map<String, String> descriptions = new TreeMap<>();
    Set<String> types = new LinkedHashSet<>();
    EntityKind kind = EntityKind.UNKNOWN;
    float rank = 0;
    for (Entity record : records) {
      record
          .labels()
          .forEach(
              (language, label) -> {
                String first = labels.putIfAbsent(language, label);
                if (first != null && !first.equals(label)) {
                  aliases.computeIfAbsent(language, l -> new LinkedHashSet<>()).add(label);
                }
              });
      record
          .aliases()
          .forEach(
              (language, names) ->
                  aliases.computeIfAbsent(language, l -> new LinkedHashSet<>()).addAll(names));
      record
          .descriptions()
          .forEach(
              (language, text) -> {
                if (!text.isBlank()) {
                  descriptions.put(language, text);
                }
              });
      types.addAll(record.types());
      kind = kind == EntityKind.UNKNOWN ? record.kind() : kind;
      rank = Math.max(rank, record.rank());
    }
    Map<String, List<String>> names = new TreeMap<>();
    aliases.forEach(
        (language, all) -> {
          List<String> others = new ArrayList<>(all);
          others.remove(labels.get(language));
          names.put(language, others);
        });
    return new Entity(
        records.get(0).id(), labels, names, descriptions, List.copyOf(types), kind, rank);
  }
}
