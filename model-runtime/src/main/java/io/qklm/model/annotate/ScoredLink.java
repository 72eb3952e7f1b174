package io.qklm.model.annotate;

import io.qklm.model.linking.CandidateMention;
import io.qklm.model.linking.CandidateReader;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * A mention and its likeliest entity.
 *
 * @param span UTF-16 units of the text
 * @param ordinal the entity
 * @param score probability from 0 to 1 that the mention means it
 * @param sole whether the knowledge has no other entity for it and no longer name around it
 */
public record ScoredLink(Span span, int ordinal, double score, boolean sole) {

  /**
   * The likeliest entity of {@code mention}, the first of those that are as likely.
   *
   * @param shares probability of each of its candidates
   */
  public static ScoredLink likeliest(CandidateMention mention, double[] shares) {
    int best = 0;
    for (int c = 1; c < shares.length; c++) {
      best = shares[c] > shares[best] ? c : best;
    }
    return new ScoredLink(
        mention.span(),
        mention.ordinals()[best],
        shares[best],
        CandidateReader.isSole(mention.features()));
  }

  /**
   * The likeliest of {@code links} that are sure enough and do not overlap.
   *
   * @param names spans that the text says are names
   * @param calibration says how sure is enough
   */
  public static List<ScoredLink> chosen(
      List<ScoredLink> links, Set<Span> names, Calibration calibration) {
    List<ScoredLink> chosen = new ArrayList<>();
    links.stream()
        .filter(
            link -> link.score() >= calibration.least(link.sole() && names.contains(link.span())))
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
