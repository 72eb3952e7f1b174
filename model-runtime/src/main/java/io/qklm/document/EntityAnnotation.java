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
 * @param summary the sentence that says most of the entity, the same at each of its mentions;
 *     absent for NIL and unless it was asked for
 */
public record EntityAnnotation(
    Span span,
    String text,
    EntityKind kind,
    Optional<EntityId> entityId,
    Optional<String> label,
    Optional<String> description,
    double score,
    Optional<EntitySentence> summary) {

  /** Of which no sentence was chosen. */
  public EntityAnnotation(
      Span span,
      String text,
      EntityKind kind,
      Optional<EntityId> entityId,
      Optional<String> label,
      Optional<String> description,
      double score) {
    this(span, text, kind, entityId, label, description, score, Optional.empty());
  }

  /** The same with a sentence. */
  public EntityAnnotation withSummary(EntitySentence sentence) {
    return new EntityAnnotation(
        span, text, kind, entityId, label, description, score, Optional.of(sentence));
  }
}
