package io.qklm.model.annotate;

import io.qklm.kg.EntityKind;
import io.qklm.kg.store.format.StoredEntity;
import io.qklm.model.linking.Link;
import io.qklm.model.linking.LoadedEntities;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names and links of a text as one list that does not overlap: links that are sure enough, the
 * likeliest first, then names that no link touches, which link to nothing. What a link names is
 * what text and knowledge say together where the text has found the same name, else what the
 * knowledge says.
 */
final class LinkMerger {

  private LinkMerger() {}

  /**
   * The merged list in the order of the spans.
   *
   * @param calibration says which links are believed and how much an entity's kind weighs
   */
  static List<Link> merge(
      List<ScoredName> names,
      List<ScoredLink> links,
      LoadedEntities entities,
      Calibration calibration) {
    Map<Span, ScoredName> said = new HashMap<>();
    names.forEach(name -> said.put(name.name().span(), name));
    Map<Span, Double> best = new HashMap<>();
    links.forEach(link -> best.merge(link.span(), link.score(), Math::max));
    List<Link> merged = new ArrayList<>();
    for (ScoredLink link : ScoredLink.chosen(links, said.keySet(), calibration)) {
      StoredEntity entity = entities.entity(link.ordinal());
      EntityKind kind =
          Optional.ofNullable(said.get(link.span()))
              .map(name -> name.kind(entity.kind(), calibration.kindWeight()))
              .orElse(entity.kind());
      merged.add(new Link(link.span(), kind, Optional.of(entity), link.score()));
    }
    List<Link> linked = List.copyOf(merged);
    for (ScoredName name : names) {
      Span span = name.name().span();
      if (linked.stream().noneMatch(link -> link.span().overlaps(span))) {
        double score = name.score() * (1 - best.getOrDefault(span, 0.0));
        merged.add(new Link(span, name.name().kind(), Optional.empty(), score));
      }
    }
    merged.sort(Comparator.comparing(Link::span));
    return merged;
  }
}
