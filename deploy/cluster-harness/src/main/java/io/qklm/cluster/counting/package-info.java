/**
 * A job of Flink alone that keeps counts in RocksDB and fails when one of them is wrong. It runs on
 * a worker beside the enrichment job, so that both users of RocksDB meet in one process. Submitted
 * as a jar of its own, like any other job.
 */
@NullMarked
package io.qklm.cluster.counting;

import org.jspecify.annotations.NullMarked;
