package io.qklm.model.annotate;

import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A mention and its likeliest entity.
 *
 * @param span UTF-16 units of the text
 * @param ordinal the entity
 * @param score probability from 0 to 1 that the mention means it
 */
public record ScoredLink(Span span, int ordinal, double score) {

  /** The likeliest of {@code links} that reach {@code threshold} and do not overlap. */
  public static List<ScoredLink> chosen(List<ScoredLink> links, double threshold) {
    List<ScoredLink> chosen = new ArrayList<>();
    links.stream()
        .filter(link -> link.score() >= threshold)
        .sorted(
            Comparator.comparingDouble((ScoredLink link) -> -link.score())
                .thenComparing(ScoredLink::span))
        .forEach(
            link -> {
              if (chosen.stream().noneMatch(other -> other.span().overlaps(link.span()))) {
                chosen.add(link);
              }
            });
    return chosen;
  }
}
