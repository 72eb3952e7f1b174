/**
 * Sentences of a text, scored, and the few that say most of it. Fed by the encoder, called by the
 * engine. A summary is always made of sentences of the document, in their order, and stands alone:
 * what a sentence points to and the rest of a quotation come with it.
 */
@NullMarked
package io.qklm.model.summary;

import org.jspecify.annotations.NullMarked;
