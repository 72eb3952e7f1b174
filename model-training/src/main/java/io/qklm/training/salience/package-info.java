/**
 * Which sentences of a text belong into its summary, learned from summaries that people wrote.
 * Commands enter here with texts and references; a greedy choice of sentences is what is learned.
 * Batches depend on their number alone.
 */
@NullMarked
package io.qklm.training.salience;

import org.jspecify.annotations.NullMarked;
