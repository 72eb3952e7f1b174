package io.qklm.kg.source.dbpedia;

import io.qklm.kg.EntityId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Which entities stand in one small category. A large one ("Living people") relates nobody to
 * anybody, and neither does one of a year.
 */
final class SharedCategories {

  /** Most members of a category that says something of two of them. */
  static final int MOST_MEMBERS = 20;

  private static final Comparator<EntityId> BY_ID = Comparator.comparing(EntityId::value);

  /** Years, and what concerns the pages and not their subjects. */
  private static final Pattern IDLE =
      Pattern.compile(
          "[0-9]{1,4}(?:s|_BC)?_.*|.*_(?:births|deaths|establishments|disestablishments|introductions"
              + "|stubs)(?:_.*)?|Article.*|Wikipedia.*|.*_in_[0-9]{4}|.*disambiguation.*");

  private final Map<String, List<EntityId>> members = new TreeMap<>();

  void add(EntityId id, List<String> categories) {
    for (String category : categories) {
      if (!IDLE.matcher(category).matches()) {
        members.computeIfAbsent(category, name -> new ArrayList<>()).add(id);
      }
    }
  }

  /** Takes pairs; one may come more than once, always the same way round. */
  interface Pairs<E extends Exception> {
    void pair(EntityId one, EntityId other) throws E;
  }

  <E extends Exception> void visit(Pairs<E> pairs) throws E {
    for (List<EntityId> all : members.values()) {
      List<EntityId> sorted = all.stream().distinct().sorted(BY_ID).toList();
      if (sorted.size() > MOST_MEMBERS) {
        continue;
      }
      for (int i = 0; i < sorted.size(); i++) {
        for (int j = i + 1; j < sorted.size(); j++) {
          pairs.pair(sorted.get(i), sorted.get(j));
        }
      }
    }
  }
}
