package io.qklm.kg;

import java.util.Locale;
import java.util.Optional;

/** The coarse kind of an entity, as it is shown on the wire. Constants keep their {@link #code}. */
public enum EntityKind {
  UNKNOWN(0),
  PER(1),
  ORG(2),
  LOC(3),
  MISC(4),
  OTHER(5);

  private final int code;

  EntityKind(int code) {
    this.code = code;
  }

  /** The byte that stands for this kind in a snapshot. */
  public int code() {
    return code;
  }

  /**
   * The kind that a snapshot's byte stands for.
   *
   * @throws IllegalArgumentException if no kind has this code
   */
  public static EntityKind ofCode(int code) {
    for (EntityKind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no entity kind has the code " + code);
  }

  /**
   * The kind that a word means: a constant, or what annotation schemes and vocabularies call it,
   * such as {@code Person}, {@code ORGANIZATION}, {@code GPE}, {@code B-LOC}; case, spaces and
   * hyphens do not matter. Empty for a word that is none.
   */
  public static Optional<EntityKind> named(String word) {
    String name =
        word.strip().toUpperCase(Locale.ROOT).replaceFirst("^[BIES]-", "").replaceAll("[ _-]", "");
    return switch (name) {
      case "", "UNKNOWN" -> name.isEmpty() ? Optional.empty() : Optional.of(UNKNOWN);
      case "PER", "PERS", "PERSON", "PEOPLE", "HUMAN" -> Optional.of(PER);
      case "ORG",
          "ORGANIZATION",
          "ORGANISATION",
          "COMPANY",
          "CORPORATION",
          "GROUP",
          "INSTITUTION" ->
          Optional.of(ORG);
      case "LOC",
          "LOCATION",
          "PLACE",
          "GPE",
          "GEOPOLITICALENTITY",
          "FAC",
          "FACILITY",
          "CITY",
          "COUNTRY",
          "STATEORPROVINCE" ->
          Optional.of(LOC);
      case "MISC",
          "MISCELLANEOUS",
          "PRODUCT",
          "PROD",
          "EVENT",
          "EVE",
          "WORK",
          "WORKOFART",
          "CREATIVEWORK",
          "LAW",
          "LANGUAGE",
          "NORP",
          "NATIONALITY",
          "RELIGION",
          "IDEOLOGY" ->
          Optional.of(MISC);
      case "OTHER", "THING", "CONCEPT" -> Optional.of(OTHER);
      default -> Optional.empty();
    };
  }
}
