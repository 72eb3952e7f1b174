package io.qklm.document;

import io.qklm.text.Span;

/**
 * The sentence of a document that says most of an entity.
 *
 * @param span where it stands, in code points of the document's text
 * @param text its words on one line
 */
public record EntitySentence(Span span, String text) {}
