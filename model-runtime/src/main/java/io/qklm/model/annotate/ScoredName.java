package io.qklm.model.annotate;

import io.qklm.kg.EntityKind;
import java.util.Map;

/**
 * A name and how sure the network is of it.
 *
 * @param score mean probability of its words' labels, from 0 to 1
 * @param kinds mean probability that its words stand in a name of each kind
 */
public record ScoredName(Name name, double score, Map<EntityKind, Double> kinds) {

  public ScoredName {
    kinds = Map.copyOf(kinds);
  }

  /**
   * What the name names, where it means an entity of the kind {@code known}: that kind, unless the
   * text is surer of another by more than {@code weight} nats. Kinds that names do not have say
   * nothing, and a word like "Canadian" is an other name though it means a country.
   *
   * @param weight of the knowledge, at least 0; at 0 the text alone decides
   */
  public EntityKind kind(EntityKind known, double weight) {
    double text = kinds.getOrDefault(name.kind(), 0.0);
    double other = kinds.getOrDefault(known, 0.0);
    boolean stays = name.kind() == EntityKind.MISC || other * Math.exp(weight) <= text;
    return stays ? name.kind() : known;
  }
}
