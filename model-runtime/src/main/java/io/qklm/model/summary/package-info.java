/**
 * Sentences of a text, scored, and the few that say most of it. Fed by the encoder, called by the
 * engine. A summary is always made of sentences of the document, in their order.
 */
@NullMarked
package io.qklm.model.summary;

import org.jspecify.annotations.NullMarked;
