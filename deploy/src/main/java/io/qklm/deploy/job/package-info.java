/**
 * The Flink job from Kafka to Kafka: its options, the checks before it starts, and its plan. The
 * command and {@code flink run} enter here; the job itself is in {@link
 * io.qklm.deploy.job.EnrichmentJob}. What can be known to be wrong is said before the job is
 * submitted, in one sentence.
 */
@NullMarked
package io.qklm.deploy.job;

import org.jspecify.annotations.NullMarked;
