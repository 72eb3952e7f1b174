/**
 * Words as numbers: a text's terms counted, how common each is in the language, and sparse vectors
 * of them. Enter through {@link io.qklm.stories.term.TermReader} and {@link
 * io.qklm.stories.term.TermVector}. A term is the 32-bit hash of a stemmed word, so that what is
 * kept of a text is not the text.
 */
@NullMarked
package io.qklm.stories.term;

import org.jspecify.annotations.NullMarked;
