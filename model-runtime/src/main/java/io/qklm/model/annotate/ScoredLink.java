package io.qklm.model.annotate;

import io.qklm.kg.EntityKind;
import io.qklm.model.linking.CandidateMention;
import io.qklm.model.linking.CandidateReader;
import io.qklm.text.Span;
import io.qklm.text.SpanSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A mention and its likeliest entity.
 *
 * @param span UTF-16 units of the text
 * @param ordinal the entity
 * @param score probability from 0 to 1 that the mention means it
 * @param sole whether the knowledge has no other entity for it and no longer name around it
 * @param ofKinds the likeliest entity of each kind
 */
public record ScoredLink(
    Span span, int ordinal, double score, boolean sole, Map<EntityKind, OfKind> ofKinds) {

  /**
   * The likeliest entity of one kind.
   *
   * @param ordinal the entity
   * @param score probability from 0 to 1 that the mention means it
   */
  public record OfKind(int ordinal, double score) {}

  public ScoredLink {
    ofKinds = Map.copyOf(ofKinds);
  }

  /** A link of which nothing else is known. */
  public ScoredLink(Span span, int ordinal, double score, boolean sole) {
    this(span, ordinal, score, sole, Map.of());
  }

  /** The same mention with its likeliest entity of {@code kind}, where it may mean any. */
  Optional<ScoredLink> to(EntityKind kind) {
    return Optional.ofNullable(ofKinds.get(kind))
        .map(other -> new ScoredLink(span, other.ordinal(), other.score(), sole, ofKinds));
  }

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
        CandidateReader.isSole(mention.features()),
        ofKinds(mention, shares));
  }

  private static Map<EntityKind, OfKind> ofKinds(CandidateMention mention, double[] shares) {
    Map<EntityKind, OfKind> best = new EnumMap<>(EntityKind.class);
    for (int c = 0; c < shares.length; c++) {
      EntityKind kind = CandidateReader.kind(mention.features()[c]);
      OfKind known = best.get(kind);
      if (known == null || shares[c] > known.score()) {
        best.put(kind, new OfKind(mention.ordinals()[c], shares[c]));
      }
    }
    return best;
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
    SpanSet taken = new SpanSet();
    links.stream()
        .filter(
            link -> link.score() >= calibration.least(link.sole() && names.contains(link.span())))
        .sorted(
            Comparator.comparingDouble((ScoredLink link) -> -link.score())
                .thenComparing(ScoredLink::span))
        .forEach(
            link -> {
              if (taken.add(link.span())) {
                chosen.add(link);
              }
            });
    return chosen;
  }
}
