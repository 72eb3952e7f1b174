/**
 * The gate in front of the engine: by which epoch a document is enriched, how long it waits to know
 * that, and how many are under way at a time. Documents that wait are state, bounded in bytes; when
 * there is no room for more their source pauses, so that neither a checkpoint's barrier nor news of
 * epochs waits behind them. Nothing here depends on event time to go on: whatever happens to the
 * control topic, a document waits as long as it was given and then passes, marked.
 */
@NullMarked
package io.qklm.flink.gate;

import org.jspecify.annotations.NullMarked;
