/**
 * Steps of the update job that fail instead of dying: Kafka, the repository, the disk and the model
 * are cut off, refuse or hang at a chosen step. Tests and benchmarks enter by {@link
 * io.qklm.cluster.step.StepMatrix}. Faults enter where the job meets the world (a proxy before the
 * broker, the store of the repository, a full file system), never in its own classes.
 */
@NullMarked
package io.qklm.cluster.step;

import org.jspecify.annotations.NullMarked;
