package io.qklm.document;

import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.text.Span;
import java.util.List;
import java.util.Optional;

/**
 * What a mention may mean, those that were refused included.
 *
 * @param span where it stands, in code points of the document's text
 * @param text the slice at {@code span}
 * @param candidates the likeliest first, at least one
 */
public record MentionExplanation(Span span, String text, List<Candidate> candidates) {

  /**
   * An entity that was weighed.
   *
   * @param label the entity's label in the document's language
   * @param description where the knowledge has one
   * @param prior how often the words mean it, from 0 to 1
   * @param score how sure the engine is that it is meant here, from 0 to 1
   */
  public record Candidate(
      EntityId id,
      String label,
      Optional<String> description,
      EntityKind kind,
      double prior,
      double score) {}

  public MentionExplanation {
    candidates = List.copyOf(candidates);
  }
}
