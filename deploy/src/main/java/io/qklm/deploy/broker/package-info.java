/**
 * A real Kafka broker for the demo and the tests, in a process of its own, and the few
 * administrative questions a job asks of any cluster. The demo, the tests and the job's checks at
 * start enter here. No broker outlives the Java process that started it, and every failure is a
 * sentence with the end of the broker's log.
 */
@NullMarked
package io.qklm.deploy.broker;

import org.jspecify.annotations.NullMarked;
