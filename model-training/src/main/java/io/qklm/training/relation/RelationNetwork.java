package io.qklm.training.relation;

import io.qklm.training.head.RelationScorer;

/**
 * What learns relations.
 *
 * @param entities from texts to entity vectors
 * @param scorer how plausible a fact is
 */
public record RelationNetwork(EntityMap entities, RelationScorer scorer) {}
