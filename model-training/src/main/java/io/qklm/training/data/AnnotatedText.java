package io.qklm.training.data;

import io.qklm.model.annotate.Name;
import io.qklm.text.Span;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A text with what people marked in it.
 *
 * @param id as its set names it
 * @param text as written
 * @param names the names in it; empty if the set does not mark names
 * @param links the names that mean an entity; empty if the set does not link
 */
public record AnnotatedText(
    String id, String text, Optional<List<Name>> names, Optional<List<GoldLink>> links) {

  public AnnotatedText {
    names = names.map(List::copyOf);
    links = links.map(List::copyOf);
  }

  /**
   * A name and its entity.
   *
   * @param span UTF-16 units of the text
   * @param ids names of the entity, any of which counts
   */
  public record GoldLink(Span span, Set<String> ids) {

    public GoldLink {
      ids = Set.copyOf(ids);
    }
  }
}
