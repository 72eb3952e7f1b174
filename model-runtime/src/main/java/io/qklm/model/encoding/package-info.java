/**
 * From a text to vectors: tokens with their place in the text, sentences, one pass of the language
 * model. The task heads read the result; only the engine and the entity embedder start a pass. A
 * vector depends on its text alone, never on what else is being encoded.
 */
@NullMarked
package io.qklm.model.encoding;

import org.jspecify.annotations.NullMarked;
