package io.qklm.model.resolve;

import io.qklm.kg.EntityKind;
import io.qklm.text.Span;
import java.util.Map;

/**
 * A name as the text says it.
 *
 * @param title whether it stands in the title rather than in the text
 * @param span UTF-16 units of the title or the text
 * @param score how sure the network is that it is one, from 0 to 1
 * @param kinds how sure it is of each kind
 */
public record SaidName(boolean title, Span span, double score, Map<EntityKind, Double> kinds) {

  public SaidName {
    kinds = Map.copyOf(kinds);
  }

  /** How sure the text is of {@code kind}, from 0 to 1. */
  public double share(EntityKind kind) {
    return kinds.getOrDefault(kind, 0.0);
  }
}
