/**
 * The form of a text: blocks, each of one kind, told by the length of lines, their punctuation,
 * capitals, bullets and numbers, and what follows; and stretches such as addresses that are no
 * prose. The sentence splitter and the readers of names enter here. Spans always point at the
 * original text, whatever ends its lines.
 */
@NullMarked
package io.qklm.document.layout;

import org.jspecify.annotations.NullMarked;
