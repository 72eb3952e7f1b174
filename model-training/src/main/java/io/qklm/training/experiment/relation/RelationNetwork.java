package io.qklm.training.experiment.relation;

/**
 * What learns relations.
 *
 * @param entities from texts to entity vectors
 * @param scorer how plausible a fact is
 */
public record RelationNetwork(EntityMap entities, RelationScorer scorer) {}
