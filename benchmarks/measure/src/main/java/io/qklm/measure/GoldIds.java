package io.qklm.measure;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Ids of the entity that an annotation names, by whichever knowledge it may be measured. */
public final class GoldIds {

  private GoldIds() {}

  /**
   * All ids that are right.
   *
   * @param qid Wikidata's; empty where the set has none
   * @param title of Wikipedia's page, with spaces or underscores; empty where the set has none
   * @param idOfTitle entity by page title with underscores
   */
  public static Set<String> of(
      Optional<String> qid, Optional<String> title, Map<String, String> idOfTitle) {
    Set<String> ids = new HashSet<>();
    qid.ifPresent(ids::add);
    title
        .map(name -> name.replace(' ', '_'))
        .ifPresent(
            name -> {
              ids.add("dbr:" + name);
              Optional.ofNullable(idOfTitle.get(name)).ifPresent(ids::add);
            });
    return ids;
  }
}
