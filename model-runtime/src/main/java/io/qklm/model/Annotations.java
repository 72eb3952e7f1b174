package io.qklm.model;

import io.qklm.document.EntityAnnotation;
import io.qklm.kg.EntityKind;
import io.qklm.kg.store.EntityText;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.linking.Link;
import io.qklm.text.CodePointIndex;
import io.qklm.text.Span;
import java.util.List;
import java.util.Optional;

/** Links in words: offsets in code points, labels and descriptions in the document's language. */
record Annotations(KnowledgeSnapshot snapshot) {

  /**
   * Those of {@code links}.
   *
   * @param text that their spans point into, UTF-16 units
   * @param language of labels and descriptions
   */
  List<EntityAnnotation> of(List<Link> links, String text, String language) {
    if (links.isEmpty()) {
      return List.of();
    }
    CodePointIndex index = CodePointIndex.of(text);
    return links.stream().map(link -> annotation(link, text, index, language)).toList();
  }

  private EntityAnnotation annotation(
      Link link, String text, CodePointIndex index, String language) {
    Optional<EntityText> words =
        link.entity().map(entity -> snapshot.text(entity.ordinal(), language));
    Span span = index.toCodePoints(link.span());
    return new EntityAnnotation(
        span,
        link.span().in(text),
        link.kind() == EntityKind.UNKNOWN ? EntityKind.OTHER : link.kind(),
        link.entity().map(entity -> entity.id()),
        words.map(EntityText::label),
        words.flatMap(EntityText::description),
        link.score());
  }
}
