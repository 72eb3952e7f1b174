/**
 * QKLM in a Flink job, as its users see it: the enrichment, its settings and bindings. Jobs enter
 * through {@link io.qklm.flink.QklmEnrichment}; what their records are is theirs to say in a
 * binding, and the rooms beside this one are the operators' own. Every record that goes in comes
 * out once, in order, and a document that cannot be enriched is a result, never an exception.
 */
@NullMarked
package io.qklm.flink;

import org.jspecify.annotations.NullMarked;
