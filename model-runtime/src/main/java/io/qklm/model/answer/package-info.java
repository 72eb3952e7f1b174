/**
 * Questions over the graph: an entity that a question names and the relation it asks for. Fed by
 * the snapshot and the candidates of the question's mentions, called by the engine and by training.
 * An answer is read from facts, never made up.
 */
@NullMarked
package io.qklm.model.answer;

import org.jspecify.annotations.NullMarked;
