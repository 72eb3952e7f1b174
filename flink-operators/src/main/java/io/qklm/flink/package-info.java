/**
 * QKLM in a Flink job: the enrichment operator, its builder, and the engine that all subtasks of a
 * process share. Jobs enter through {@link io.qklm.flink.QklmEnrichment}; what their records are is
 * theirs to say in a binding. Every record that goes in comes out once, in order, and a document
 * that cannot be enriched is a result, never an exception.
 */
@NullMarked
package io.qklm.flink;

import org.jspecify.annotations.NullMarked;
