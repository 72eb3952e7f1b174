/**
 * Questions over the graph: which entity a question is about and which relation it asks for, chosen
 * together among what the epoch knows. Commands enter here with questions and the facts that answer
 * them. Batches depend on their number alone.
 */
@NullMarked
package io.qklm.training.answer;

import org.jspecify.annotations.NullMarked;
