/**
 * Experiments with relations between entity vectors: link prediction and a task that teaches the
 * encoder relations from entities' texts. The command for relations and the list of kinds enter
 * here. No release depends on it.
 */
@NullMarked
package io.qklm.training.experiment.relation;

import org.jspecify.annotations.NullMarked;
