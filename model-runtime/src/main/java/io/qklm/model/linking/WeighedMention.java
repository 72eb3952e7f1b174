package io.qklm.model.linking;

import io.qklm.kg.store.format.StoredEntity;
import io.qklm.text.Span;
import java.util.Comparator;
import java.util.List;

/**
 * A place in a text and all that it may mean, the likeliest first.
 *
 * @param span UTF-16 units of the text that was read
 * @param candidates at least one
 */
public record WeighedMention(Span span, List<Weighed> candidates) {

  /**
   * An entity that was weighed.
   *
   * @param prior how often the surface form means it, from 0 to 1
   * @param score from 0 to 1: that it is meant here
   */
  public record Weighed(StoredEntity entity, double prior, double score) {}

  public WeighedMention {
    candidates = List.copyOf(candidates);
  }

  /** The same, sorted. */
  public static WeighedMention of(Span span, List<Weighed> candidates) {
    return new WeighedMention(
        span,
        candidates.stream()
            .sorted(Comparator.comparingDouble(candidate -> -candidate.score()))
            .toList());
  }
}
