package io.qklm.model.answer.lexicon;

import io.qklm.kg.EntityKind;
import io.qklm.kg.FactObject;
import java.util.Set;

/** What kind of thing answers. */
public enum AnswerType {
  ANY,
  PERSON,
  ORG,
  /** A person or an organisation: what "who" asks for. */
  AGENT,
  PLACE,
  TIME,
  NUMBER,
  WORK,
  TEXT,
  THING;

  private static final Set<AnswerType> AGENTS = Set.of(PERSON, ORG, AGENT);
  private static final Set<AnswerType> THINGS = Set.of(WORK, TEXT, THING);

  /** Whether what is asked for and what is there go together. */
  public enum Fit {
    AGREES,
    OPEN,
    DISAGREES
  }

  /** The type of an entity of {@code kind}. */
  public static AnswerType of(EntityKind kind) {
    return switch (kind) {
      case PER -> PERSON;
      case ORG -> ORG;
      case LOC -> PLACE;
      case MISC -> THING;
      case OTHER, UNKNOWN -> ANY;
    };
  }

  /** The type of a value; an entity is {@link #ANY} until its kind is read. */
  public static AnswerType of(FactObject object) {
    return switch (object.kind()) {
      case "time" -> TIME;
      case "quantity" -> NUMBER;
      case "text" -> TEXT;
      case "coordinate" -> PLACE;
      default -> ANY;
    };
  }

  /** How {@code said} answers a question for this. */
  public Fit fit(AnswerType said) {
    if (this == ANY || said == ANY) {
      return Fit.OPEN;
    }
    if (this == said
        || (AGENTS.contains(this) && AGENTS.contains(said) && (this == AGENT || said == AGENT))
        || (THINGS.contains(this) && THINGS.contains(said))) {
      return Fit.AGREES;
    }
    // "Where did she study" is answered by a university, a language is of a people's kind.
    boolean open = (this == PLACE && said == ORG) || (said == TEXT && this != NUMBER);
    return open ? Fit.OPEN : Fit.DISAGREES;
  }
}
