package io.qklm.model.linking;

import io.qklm.kg.EntityKind;
import io.qklm.kg.store.format.StoredEntity;
import io.qklm.text.Span;
import java.util.Optional;

/**
 * A mention, resolved.
 *
 * @param span where it stands, UTF-16 units of the text that was read
 * @param kind what kind of thing it names
 * @param entity the entity; absent for NIL
 * @param score from 0 to 1: that the link is right; for NIL, that there is none
 */
public record Link(Span span, EntityKind kind, Optional<StoredEntity> entity, double score) {}
