package io.qklm.kg.alias;

import io.qklm.text.Span;

/**
 * A known surface form found in a text.
 *
 * @param span where it stands in the original text, in UTF-16 units; begins and ends between
 *     grapheme clusters
 * @param alias pointer to its candidates; means something only to the index that made it
 */
public record SurfaceMatch(Span span, long alias) {}
