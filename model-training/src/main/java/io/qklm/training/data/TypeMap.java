package io.qklm.training.data;

import static io.qklm.kg.EntityKind.LOC;
import static io.qklm.kg.EntityKind.MISC;
import static io.qklm.kg.EntityKind.ORG;
import static io.qklm.kg.EntityKind.PER;

import io.qklm.kg.EntityKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a set's types become the model's four kinds.
 *
 * @param set the set's name, for errors
 * @param kinds by type, as the set writes it
 * @param dropped types without counterpart: their words become O
 */
public record TypeMap(String set, Map<String, EntityKind> kinds, Set<String> dropped) {

  /** The four kinds under their own names: CoNLL-2003, WikiNEuRal, and BTC, which has no MISC. */
  public static final TypeMap FOUR_KINDS =
      new TypeMap("CoNLL-2003", Map.of("PER", PER, "ORG", ORG, "LOC", LOC, "MISC", MISC), Set.of());

  /** WNUT17: corporations and groups are organisations; products and creative works are MISC. */
  public static final TypeMap WNUT17 =
      new TypeMap(
          "WNUT17",
          kinds(
              List.of("person"),
              List.of("corporation", "group"),
              List.of("location"),
              List.of("product", "creative-work")),
          Set.of());

  /**
   * CrossNER: every profession is a person; bands, parties and universities are organisations;
   * countries and celestial bodies are places; works, prizes, events, products and publications are
   * MISC. Terms of a trade (algorithms, tasks, substances, genres, instruments) are no names to
   * CoNLL-2003 and become O.
   */
  public static final TypeMap CROSSNER =
      new TypeMap(
          "CrossNER",
          kinds(
              List.of("person", "politician", "scientist", "researcher", "writer", "musicalartist"),
              List.of("organisation", "politicalparty", "university", "band"),
              List.of("location", "country", "astronomicalobject"),
              List.of(
                  "misc",
                  "event",
                  "election",
                  "award",
                  "conference",
                  "album",
                  "song",
                  "book",
                  "poem",
                  "magazine",
                  "academicjournal",
                  "product",
                  "programlang")),
          Set.of(
              "algorithm",
              "field",
              "task",
              "metrics",
              "discipline",
              "theory",
              "chemicalcompound",
              "chemicalelement",
              "enzyme",
              "protein",
              "musicgenre",
              "literarygenre",
              "musicalinstrument"));

  /**
   * GUM: people, organisations and places keep their kind; named events, objects and abstract
   * things are MISC. Times, living beings and substances become O.
   */
  public static final TypeMap GUM =
      new TypeMap(
          "GUM",
          kinds(
              List.of("person"),
              List.of("organization"),
              List.of("place"),
              List.of("event", "object", "abstract")),
          Set.of("time", "animal", "plant", "substance"));

  /** DocRED: times and numbers are no names. */
  public static final TypeMap DOCRED =
      new TypeMap(
          "DocRED",
          Map.of("PER", PER, "ORG", ORG, "LOC", LOC, "MISC", MISC),
          Set.of("TIME", "NUM"));

  public TypeMap {
    kinds = Map.copyOf(kinds);
    dropped = Set.copyOf(dropped);
  }

  private static Map<String, EntityKind> kinds(
      List<String> people, List<String> organisations, List<String> places, List<String> others) {
    Map<String, EntityKind> kinds = new LinkedHashMap<>();
    people.forEach(type -> kinds.put(type, PER));
    organisations.forEach(type -> kinds.put(type, ORG));
    places.forEach(type -> kinds.put(type, LOC));
    others.forEach(type -> kinds.put(type, MISC));
    return kinds;
  }

  /**
   * The kind of {@code type}; empty if it is dropped.
   *
   * @throws IllegalArgumentException if the set has no such type
   */
  Optional<EntityKind> kind(String type) {
    EntityKind kind = kinds.get(type);
    if (kind == null && !dropped.contains(type)) {
      Set<String> known = new TreeSet<>(kinds.keySet());
      known.addAll(dropped);
      throw new IllegalArgumentException(
          "unknown type '" + type + "' of " + set + ", expected one of " + known);
    }
    return Optional.ofNullable(kind);
  }
}
