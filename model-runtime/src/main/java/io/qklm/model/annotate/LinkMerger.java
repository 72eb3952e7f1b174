package io.qklm.model.annotate;

import io.qklm.kg.EntityKind;
import io.qklm.kg.store.format.StoredEntity;
import io.qklm.model.linking.Link;
import io.qklm.text.Span;
import io.qklm.text.SpanSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Names and links of a text as one list that does not overlap: links that are sure enough, the
 * likeliest first, then names that no link touches, which link to nothing. What a link names is
 * what text and knowledge say together where the text has found the same name, else what the
 * knowledge says.
 */
final class LinkMerger {

  /** How sure the text must be of a kind before the knowledge gives way. */
  private static final double SURE = 0.8;

  /** Share of the likeliest entity's probability that one of the right kind needs. */
  private static final double LEAST_SHARE = 0.1;

  private LinkMerger() {}

  /**
   * The merged list in the order of the spans.
   *
   * @param calibration says which links are believed and how much an entity's kind weighs
   */
  static List<Link> merge(
      List<ScoredName> names,
      List<ScoredLink> links,
      IntFunction<StoredEntity> entities,
      Calibration calibration) {
    Map<Span, ScoredName> said = new HashMap<>();
    names.forEach(name -> said.put(name.name().span(), name));
    Map<Span, Double> best = new HashMap<>();
    links.forEach(link -> best.merge(link.span(), link.score(), Math::max));
    List<Link> merged = new ArrayList<>();
    for (ScoredLink link : ScoredLink.chosen(links, said.keySet(), calibration)) {
      Optional<ScoredName> name = Optional.ofNullable(said.get(link.span()));
      EntityKind known = entities.apply(link.ordinal()).kind();
      EntityKind kind = name.map(one -> one.kind(known, calibration.kindWeight())).orElse(known);
      Optional<ScoredLink> agreed = agreeing(link, name, kind, known);
      if (agreed.isPresent()) {
        StoredEntity entity = entities.apply(agreed.get().ordinal());
        EntityKind shown = conflict(kind, entity.kind()) ? entity.kind() : kind;
        merged.add(new Link(link.span(), shown, Optional.of(entity), agreed.get().score()));
      } else {
        // What the mention would have meant says nothing of a name that means something else.
        best.remove(link.span());
      }
    }
    SpanSet linked = new SpanSet();
    merged.forEach(link -> linked.add(link.span()));
    for (ScoredName name : names) {
      Span span = name.name().span();
      if (linked.isFree(span)) {
        double score = name.score() * (1 - best.getOrDefault(span, 0.0));
        merged.add(new Link(span, name.name().kind(), Optional.empty(), score));
      }
    }
    merged.sort(Comparator.comparing(Link::span));
    return merged;
  }

  /**
   * What a link means where text and knowledge say different kinds: an entity of the kind that the
   * text says, if the text is sure and the mention may well mean one; none, if the text is surer of
   * the kind than the link is of its entity; else the same entity.
   */
  private static Optional<ScoredLink> agreeing(
      ScoredLink link, Optional<ScoredName> name, EntityKind kind, EntityKind known) {
    if (name.isEmpty() || !conflict(kind, known)) {
      return Optional.of(link);
    }
    double sure = name.get().kinds().getOrDefault(kind, 0.0);
    if (sure < SURE || kind == EntityKind.MISC) {
      return Optional.of(link);
    }
    Optional<ScoredLink> other =
        link.to(kind).filter(one -> one.score() >= LEAST_SHARE * link.score());
    if (other.isPresent()) {
      return other;
    }
    return sure > link.score() ? Optional.empty() : Optional.of(link);
  }

  /** Whether nothing of the kind {@code known} is called a {@code said}. */
  private static boolean conflict(EntityKind said, EntityKind known) {
    boolean entity = known == EntityKind.PER || known == EntityKind.ORG || known == EntityKind.LOC;
    // "Canadian" is an other name though it means a country.
    boolean fromPlace = said == EntityKind.MISC && known == EntityKind.LOC;
    boolean named =
        said == EntityKind.PER
            || said == EntityKind.ORG
            || said == EntityKind.LOC
            || said == EntityKind.MISC;
    return entity && named && said != known && !fromPlace;
  }
}
