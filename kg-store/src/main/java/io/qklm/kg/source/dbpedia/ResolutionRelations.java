package io.qklm.kg.source.dbpedia;

import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.Relation;
import io.qklm.kg.source.KnowledgeSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What relates entities without being a statement about them: a shared category, and that one's
 * article names the other. Resolution reads it, nobody is shown it; see {@link
 * Relation#forResolutionOnly()}.
 */
final class ResolutionRelations {

  /** Stands in a small category with. */
  static final String CATEGORY = Relation.RESOLUTION_PREFIX + "category";

  /** Its article names. */
  static final String NAMES = Relation.RESOLUTION_PREFIX + "names";

  private record Page(EntityId id, String text) {}

  private final List<Page> pages = new ArrayList<>();
  private final Map<EntityId, EntityKind> kinds = new HashMap<>();
  private final SharedCategories categories = new SharedCategories();
  private final NamedInText names = new NamedInText();

  /** A page that became an entity. */
  void page(EntityId id, EntityKind kind, List<String> itsNames, String text, List<String> its) {
    pages.add(new Page(id, text));
    kinds.put(id, kind);
    itsNames.forEach(name -> names.name(name, id));
    categories.add(id, its);
  }

  /** A further name of an entity. */
  void name(String name, EntityId id) {
    names.name(name, id);
  }

  /** Passes on all relations, when all pages and names are known. */
  void readInto(KnowledgeSink sink) throws IOException {
    sink.relation(relation(CATEGORY, "shares a category with", "同属一个分类", true));
    sink.relation(relation(NAMES, "its article names", "条目提及", false));
    categories.visit((one, other) -> sink.fact(fact(one, CATEGORY, other)));
    for (Page page : pages) {
      for (EntityId named : names.in(page.text())) {
        // Common nouns are named by everything and relate nothing.
        if (!named.equals(page.id()) && kinds.get(named) != EntityKind.OTHER) {
          sink.fact(fact(page.id(), NAMES, named));
        }
      }
    }
  }

  private static Relation relation(String id, String english, String chinese, boolean symmetric) {
    return new Relation(
        id, Map.of("en", english, "zh", chinese), symmetric ? Optional.of(id) : Optional.empty());
  }

  private static Fact fact(EntityId subject, String relation, EntityId object) {
    return new Fact(subject, relation, new FactObject.OfEntity(object));
  }
}
