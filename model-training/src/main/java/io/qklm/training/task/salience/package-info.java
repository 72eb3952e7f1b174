/**
 * Which sentences belong into a summary, learned from summaries that people wrote. Runs enter with
 * the kind. Texts are laid out as the engine lays them out.
 */
@NullMarked
package io.qklm.training.task.salience;

import org.jspecify.annotations.NullMarked;
