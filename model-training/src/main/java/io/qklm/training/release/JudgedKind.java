package io.qklm.training.release;

import io.qklm.kg.EntityKind;
import io.qklm.model.annotate.ScoredName;

/**
 * A name that was linked, the kind of the entity it was linked to, and what it names.
 *
 * @param name as the network says it
 * @param known kind of the entity
 * @param right what people say it names
 */
public record JudgedKind(ScoredName name, EntityKind known, EntityKind right) {

  /** Whether it is called what it is where the entity's kind weighs {@code weight} nats. */
  public boolean holds(double weight) {
    return name.kind(known, weight) == right;
  }
}
