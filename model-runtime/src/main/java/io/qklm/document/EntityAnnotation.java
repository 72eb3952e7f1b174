package io.qklm.document;

import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.text.Span;
import java.util.Optional;

/**
 * A mention and what it was resolved to.
 *
 * @param span where it stands, in code points of the document's text
 * @param text the slice at {@code span}
 * @param kind what kind of thing it names
 * @param entityId the entity it links to; absent for NIL
 * @param label the entity's label in the document's language
 * @param description the entity's description, where the knowledge has one
 * @param score confidence in the link, or in NIL, from 0 to 1
 */
public record EntityAnnotation(
    Span span,
    String text,
    EntityKind kind,
    Optional<EntityId> entityId,
    Optional<String> label,
    Optional<String> description,
    double score) {}
