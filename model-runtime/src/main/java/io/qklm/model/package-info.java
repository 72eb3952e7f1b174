/**
 * The engine: documents in, enrichments out, with one model bundle and one epoch of the knowledge.
 * Operators, commands and benchmarks enter here and nowhere deeper. A result depends on the
 * document, the bundle and the epoch alone.
 */
@NullMarked
package io.qklm.model;

import org.jspecify.annotations.NullMarked;
