package io.qklm.model.annotate;

import io.qklm.kg.EntityKind;
import io.qklm.text.Span;

/**
 * A name in a text and what it names.
 *
 * @param span UTF-16 units of the text
 */
public record Name(Span span, EntityKind kind) {}
