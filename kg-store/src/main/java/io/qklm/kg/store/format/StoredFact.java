package io.qklm.kg.store.format;

import io.qklm.kg.FactObject;

/** A fact as it is stored: its subject is the key, its relation a number. */
public record StoredFact(int relation, Target target) {

  /** What a stored fact says. */
  public sealed interface Target {

    /** An entity of this snapshot. */
    record Ordinal(int ordinal) implements Target {}

    /** Anything else; an {@link FactObject.OfEntity} here names an id the snapshot lacks. */
    record Value(FactObject object) implements Target {}
  }
}
