/**
 * Masked language modelling: whole words of open text are hidden and guessed from the words and the
 * knowledge that are left. Runs enter with {@code MaskedTask} over windows. Nothing of it is
 * shipped but what it teaches the encoder.
 */
@NullMarked
package io.qklm.training.masked;

import org.jspecify.annotations.NullMarked;
