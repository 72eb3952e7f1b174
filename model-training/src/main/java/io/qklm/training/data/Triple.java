package io.qklm.training.data;

/**
 * A fact between two entities of a {@link TripleSet}, all three by number.
 *
 * @param subject number of the entity it is about
 * @param relation number of the relation
 * @param object number of the entity on the other side
 */
public record Triple(int subject, int relation, int object) {}
