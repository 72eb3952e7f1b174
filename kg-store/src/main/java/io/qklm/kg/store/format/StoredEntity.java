package io.qklm.kg.store.format;

import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;

/**
 * What every reader of an entity needs at once.
 *
 * @param ordinal its number in this snapshot, from 0
 * @param id its name across epochs
 * @param kind coarse kind
 * @param rank prominence from 0 to 1
 */
public record StoredEntity(int ordinal, EntityId id, EntityKind kind, float rank) {}
