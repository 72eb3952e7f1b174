/**
 * Masked language modelling: whole words of open text are hidden and guessed from the words and the
 * knowledge that are left. Runs enter with the kind. Nothing of it is shipped but what it teaches
 * the encoder.
 */
@NullMarked
package io.qklm.training.task.masked;

import org.jspecify.annotations.NullMarked;
