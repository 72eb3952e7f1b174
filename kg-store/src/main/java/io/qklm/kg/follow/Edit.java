package io.qklm.kg.follow;

import io.qklm.kg.EntityId;
import java.time.Instant;

/**
 * Somebody changed an entity.
 *
 * @param id the entity
 * @param time when it was changed
 * @param revision number of its page's new state; 0 where the stream does not say, as of a deletion
 * @param place where the stream goes on behind it, in the stream's own words
 */
public record Edit(EntityId id, Instant time, long revision, String place) {}
