/**
 * The job against a Kafka of the user's own, in this process. The command enters by {@link
 * io.qklm.deploy.run.KafkaRun}; the job itself is that of {@code flink run}. When it is told to
 * stop it commits what it has read before it goes.
 */
@NullMarked
package io.qklm.deploy.run;

import org.jspecify.annotations.NullMarked;
