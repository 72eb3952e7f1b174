/**
 * The contract of a task: what a kind of task registers, learns, measures and adds to a bundle.
 * Each kind lives in a room below, with its data, batch, head, loss, evaluation and export side by
 * side. A new kind is one room and one line in the list of kinds.
 */
@NullMarked
package io.qklm.training.task;

import org.jspecify.annotations.NullMarked;
