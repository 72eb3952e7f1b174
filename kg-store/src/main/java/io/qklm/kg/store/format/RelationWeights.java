package io.qklm.kg.store.format;

import io.qklm.kg.Relation;
import java.util.List;
import java.util.Set;

/**
 * How much a relation says of two entities being spoken of together: less where it joins half the
 * graph, such as a person's sex or a club's kind of sport.
 */
public final class RelationWeights {

  private static final int FULL = 255;
  private static final int JOINS_HALF = 64;
  private static final int RESOLUTION_ONLY = 192;

  /** Sex, occupation, sport, instance, currency, gender and profession of Freebase, categories. */
  private static final Set<String> COMMON =
      Set.of(
          "P21",
          "P31",
          "P106",
          "P641",
          "P38",
          "P1412",
          "P103",
          "P136",
          "osm:category",
          "dbo:occupation",
          "dbo:profession",
          "dbo:sport",
          "dbo:genre",
          "dbo:currency",
          "dbo:timeZone",
          "/people/person/gender",
          "/people/person/profession",
          "/film/film/genre",
          "/film/film/language",
          "/music/genre/artists");

  private RelationWeights() {}

  /** The weight of each of {@code relations}, in their order, from 1 to {@value #FULL}. */
  public static int[] of(List<Relation> relations) {
    return relations.stream().mapToInt(relation -> of(relation.id())).toArray();
  }

  private static int of(String relation) {
    if (COMMON.contains(relation)) {
      return JOINS_HALF;
    }
    return Relation.forResolutionOnly(relation) ? RESOLUTION_ONLY : FULL;
  }
}
