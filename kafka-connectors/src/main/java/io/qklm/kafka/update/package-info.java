/**
 * The update job's core: updates of a Kafka topic become epochs that are published and announced.
 * Whoever runs it enters by {@link io.qklm.kafka.update.UpdateLoop}; deploy has the command. An
 * update is in exactly one announced epoch or in the dead letters, whichever step fails, hangs or
 * is cut off, and of several jobs only the one started last announces.
 */
@NullMarked
package io.qklm.kafka.update;

import org.jspecify.annotations.NullMarked;
