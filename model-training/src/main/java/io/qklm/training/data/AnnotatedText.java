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
 * @param allLinked whether {@code links} are all that there are; if not, a mention that is none of
 *     them means any of its candidates where it is a name, nothing where it cuts across a link or
 *     is no name though names are marked, and is not judged elsewhere
 * @param open where it is not known whether anything is a name, since its set has another guideline
 *     than ours: words that begin there and belong to no name are left out of the loss
 */
public record AnnotatedText(
    String id,
    String text,
    Optional<List<Name>> names,
    Optional<List<GoldLink>> links,
    boolean allLinked,
    List<Span> open) {

  public AnnotatedText {
    open = List.copyOf(open);
    names = names.map(List::copyOf);
    links = links.map(List::copyOf);
  }

  /** A text that is judged everywhere. */
  public AnnotatedText(
      String id,
      String text,
      Optional<List<Name>> names,
      Optional<List<GoldLink>> links,
      boolean allLinked) {
    this(id, text, names, links, allLinked, List.of());
  }

  /** A text whose links, if there are any, are all that there are. */
  public AnnotatedText(
      String id, String text, Optional<List<Name>> names, Optional<List<GoldLink>> links) {
    this(id, text, names, links, true);
  }

  /**
   * The same; where nothing is known of links, names mean any of their candidates and other
   * mentions nothing.
   */
  public AnnotatedText rejecting() {
    return links.isPresent() || names.isEmpty()
        ? this
        : new AnnotatedText(id, text, names, Optional.of(List.of()), false, open);
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
