/**
 * Follows the edits of a public knowledge base and makes updates of the entities they touch. Edits
 * come as a stream of events, entities from their pages, and what was sent is remembered by the
 * stream's own place, so that following goes on where it stopped. Nothing here knows of Kafka.
 */
@NullMarked
package io.qklm.kg.follow;

import org.jspecify.annotations.NullMarked;
