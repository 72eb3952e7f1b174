/**
 * A training run: tasks mixed, steps taken, curves drawn, checkpoints kept. Commands enter here
 * with a plan and tasks. A killed run continues as if nothing had happened.
 */
@NullMarked
package io.qklm.training.run;

import org.jspecify.annotations.NullMarked;
