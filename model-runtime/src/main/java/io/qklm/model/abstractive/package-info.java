/**
 * Summaries that an encoder-decoder writes, which the user brings in a folder: what it reads, how
 * its words are chosen, and whether the text says what it wrote. The engine enters here; a folder
 * is opened once and closed by who opened it. Memory, tokens and time of a text are bounded.
 */
@NullMarked
package io.qklm.model.abstractive;

import org.jspecify.annotations.NullMarked;
