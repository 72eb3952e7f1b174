/**
 * Questions over the graph: which entity a question is about and which relation it asks for, chosen
 * together among what the epoch knows. Runs enter with the kind. Batches depend on their number
 * alone.
 */
@NullMarked
package io.qklm.training.task.answer;

import org.jspecify.annotations.NullMarked;
