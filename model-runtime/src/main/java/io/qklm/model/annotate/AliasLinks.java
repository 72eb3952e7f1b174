package io.qklm.model.annotate;

import io.qklm.model.linking.CandidateMention;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Links of a text whose script the network's vocabulary does not have: what a known surface form
 * means most often, by its prior alone, the longest forms first.
 */
final class AliasLinks {

  private AliasLinks() {}

  /** Whether most letters of {@code text} are not Latin. */
  static boolean foreign(String text) {
    long letters = text.codePoints().filter(Character::isLetter).count();
    long latin =
        text.codePoints()
            .filter(Character::isLetter)
            .filter(letter -> Character.UnicodeScript.of(letter) == Character.UnicodeScript.LATIN)
            .count();
    return latin * 2 < letters;
  }

  /** The links, which do not overlap. */
  static List<ScoredLink> of(List<CandidateMention> mentions) {
    List<CandidateMention> longest = new ArrayList<>(mentions);
    longest.sort(
        Comparator.comparingInt((CandidateMention mention) -> -mention.span().length())
            .thenComparing(CandidateMention::span));
    List<ScoredLink> links = new ArrayList<>();
    for (CandidateMention mention : longest) {
      Span span = mention.span();
      if (links.stream().noneMatch(link -> link.span().overlaps(span))) {
        // The first feature is the logarithm of the prior.
        double prior = Math.min(1, Math.exp(mention.features()[0][0]));
        links.add(new ScoredLink(span, mention.ordinals()[0], prior));
      }
    }
    return links;
  }
}
