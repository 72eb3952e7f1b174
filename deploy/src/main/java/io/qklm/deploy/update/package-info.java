/**
 * The update job: changes of the knowledge from a Kafka topic become epochs, published in a
 * repository and announced on the control topic. The command and the job's own main enter by {@link
 * io.qklm.deploy.update.UpdateJob}. An update is in exactly one announced epoch or in the dead
 * letters, wherever the job is cut off, and of several jobs only the one started last announces.
 */
@NullMarked
package io.qklm.deploy.update;

import org.jspecify.annotations.NullMarked;
