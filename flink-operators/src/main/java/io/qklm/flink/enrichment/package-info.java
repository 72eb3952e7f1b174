/**
 * From a document with its epoch to its enrichment: what Flink's asynchronous operator calls, what
 * travels before and behind it, and the outlet that sorts results, dead letters and news. The gate
 * in front of it decides by which epoch and how many at a time; here nothing waits but for the
 * engine. What is under way is Flink's state, so a checkpoint's barrier passes without waiting.
 */
@NullMarked
package io.qklm.flink.enrichment;

import org.jspecify.annotations.NullMarked;
