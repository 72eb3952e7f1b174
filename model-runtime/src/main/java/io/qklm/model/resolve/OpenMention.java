package io.qklm.model.resolve;

import io.qklm.text.Span;
import java.util.List;

/**
 * A mention whose entity is open.
 *
 * @param title whether it stands in the title rather than in the text
 * @param span UTF-16 units of the title or the text
 * @param surface the slice
 * @param candidates in the order of their priors; none where the knowledge has no such name
 * @param inside whether the surface form lies inside a longer known one
 * @param tongue whether the words around it speak of a language
 */
public record OpenMention(
    boolean title,
    Span span,
    String surface,
    List<OpenCandidate> candidates,
    boolean inside,
    boolean tongue) {

  public OpenMention {
    candidates = List.copyOf(candidates);
  }

  /** Whether it overlaps a span of the same part of the document. */
  public boolean overlaps(boolean inTitle, Span other) {
    return title == inTitle && span.overlaps(other);
  }

  /** The same with other candidates. */
  public OpenMention with(List<OpenCandidate> others) {
    return new OpenMention(title, span, surface, others, inside, tongue);
  }
}
