/**
 * How fast the whole way is: Kafka, the Flink job, Kafka. A real broker in its own process, the job
 * in this one, and beside it the engine alone on the same documents. Used by the throughput command
 * alone.
 */
@NullMarked
package io.qklm.benchmarks.throughput;

import org.jspecify.annotations.NullMarked;
