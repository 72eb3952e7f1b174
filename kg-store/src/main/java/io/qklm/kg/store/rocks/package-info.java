/**
 * RocksDB as snapshots use it: options of each column family, sorted tables and their ingestion,
 * and the read-only database with its row cache. No other room of this module but the staging of a
 * build and the deltas touches the library. Each native handle is owned by one {@code
 * NativeResources}, which closes in reverse order.
 */
@NullMarked
package io.qklm.kg.store.rocks;

import org.jspecify.annotations.NullMarked;
