package io.qklm.stories.content;

/**
 * A sentence of a document.
 *
 * @param text the sentence, line breaks made spaces
 * @param start where it begins in the document, in code points
 * @param end where it ends
 */
public record StorySentence(String text, int start, int end) {}
