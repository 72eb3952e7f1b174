package io.qklm.model.annotate;

import io.qklm.kg.store.format.StoredEntity;
import io.qklm.model.linking.CandidateFeature;
import io.qklm.model.linking.CandidateMention;
import io.qklm.model.linking.LoadedEntities;
import io.qklm.model.linking.WeighedMention;
import io.qklm.text.Span;
import io.qklm.text.SpanSet;
import java.lang.Character.UnicodeScript;
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
    int letters = 0;
    int latin = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (Character.isLetter(c)) {
        letters++;
        latin += c < 0x80 || UnicodeScript.of(c) == UnicodeScript.LATIN ? 1 : 0;
      }
    }
    return latin * 2 < letters;
  }

  /** The links, which do not overlap. */
  static List<ScoredLink> of(List<CandidateMention> mentions) {
    List<CandidateMention> longest = new ArrayList<>(mentions);
    longest.sort(
        Comparator.comparingInt((CandidateMention mention) -> -mention.span().length())
            .thenComparing(CandidateMention::span));
    List<ScoredLink> links = new ArrayList<>();
    SpanSet taken = new SpanSet();
    for (CandidateMention mention : longest) {
      Span span = mention.span();
      if (taken.add(span)) {
        links.add(new ScoredLink(span, mention.ordinals()[0], prior(mention, 0), false));
      }
    }
    return links;
  }

  /** All that the mentions may mean, in the order of their spans: a score is a prior here. */
  static List<WeighedMention> weighed(List<CandidateMention> mentions, LoadedEntities entities) {
    List<WeighedMention> weighed = new ArrayList<>();
    for (CandidateMention mention : mentions) {
      List<WeighedMention.Weighed> candidates = new ArrayList<>();
      for (int c = 0; c < mention.ordinals().length; c++) {
        double prior = prior(mention, c);
        StoredEntity entity = entities.entity(mention.ordinals()[c]);
        candidates.add(new WeighedMention.Weighed(entity, prior, prior));
      }
      weighed.add(WeighedMention.of(mention.span(), candidates));
    }
    weighed.sort(Comparator.comparing(WeighedMention::span));
    return weighed;
  }

  /** The first feature is the logarithm of the prior. */
  private static double prior(CandidateMention mention, int candidate) {
    return Math.min(1, Math.exp(CandidateFeature.PRIOR.in(mention.features()[candidate])));
  }
}
