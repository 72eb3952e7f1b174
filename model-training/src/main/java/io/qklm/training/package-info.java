/**
 * The entry point of the trainer: it lists the commands, and {@code model-training/run} starts it.
 * The rooms below are commands, configuration, base models, data, rewriting, tasks, the network,
 * the run, export and release; experiments stand apart. Nothing depends on this package.
 */
@NullMarked
package io.qklm.training;

import org.jspecify.annotations.NullMarked;
