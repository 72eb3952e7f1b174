package io.qklm.model.annotate;

import io.qklm.document.SegmentedText;
import io.qklm.document.layout.Block;
import io.qklm.document.layout.BlockKind;
import io.qklm.document.layout.Datelines;
import io.qklm.kg.EntityKind;
import io.qklm.model.linking.WeighedMention;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What the form of a dateline says of its names: a place stands first and an agency, which is an
 * organisation, in brackets behind it. So WASHINGTON in front of a text is no person.
 */
final class DatelineLinks {

  /** How sure a dateline is of what its parts name. */
  private static final double SURE = 0.9;

  /** What a country or state behind a place may mean, the likeliest alone. */
  private static final int REGIONS = 3;

  private final Map<Span, EntityKind> parts = new HashMap<>();

  /** Places that a country or a state stands behind, and where that stands. */
  private final Map<Span, Span> qualified = new HashMap<>();

  /** Parts of datelines whose form leaves no doubt, so that they are names whatever they say. */
  private final Set<Span> shown = new HashSet<>();

  private final Related related;

  private DatelineLinks(Related related) {
    this.related = related;
  }

  /** Whether the knowledge relates one entity to another. */
  @FunctionalInterface
  interface Related {
    boolean test(int ordinal, int other);
  }

  /** Those of a text; most have none. */
  static DatelineLinks of(SegmentedText text, Related related) {
    DatelineLinks datelines = new DatelineLinks(related);
    for (Block block : text.blocks()) {
      if (block.kind() == BlockKind.DATELINE) {
        Span rest = new Span(block.span().start(), text.text().length());
        Optional<Datelines.Dateline> found =
            Datelines.at(text.text(), block.span()).or(() -> Datelines.at(text.text(), rest));
        found.ifPresent(dateline -> datelines.add(text.text(), dateline));
      }
    }
    return datelines;
  }

  private void add(String text, Datelines.Dateline dateline) {
    dateline
        .place()
        .ifPresent(
            place -> {
              int comma = text.indexOf(',', place.start());
              int end = comma > 0 && comma < place.end() ? comma : place.end();
              Span name = new Span(place.start(), end);
              parts.put(name, EntityKind.LOC);
              if (dateline.sure()) {
                shown.add(name);
              }
              if (end < place.end()) {
                qualified.put(name, new Span(end, place.end()));
              }
            });
    dateline
        .agency()
        .ifPresent(
            agency -> {
              parts.put(agency, EntityKind.ORG);
              shown.add(agency);
            });
  }

  /**
   * {@code links} with those of a dateline's parts replaced by the likeliest of the right kind.
   *
   * @param weighed all that the mentions may mean; asked only where a dateline is
   * @param least the score from which a link is said
   */
  List<ScoredLink> links(
      List<ScoredLink> links, Supplier<List<WeighedMention>> weighed, double least) {
    if (parts.isEmpty()) {
      return links;
    }
    Map<Span, ScoredLink> right = new HashMap<>();
    List<WeighedMention> mentions = weighed.get();
    for (WeighedMention mention : mentions) {
      EntityKind kind = parts.get(mention.span());
      if (kind != null) {
        ofKind(mention, kind, least, mentions).ifPresent(link -> right.put(mention.span(), link));
      }
    }
    List<ScoredLink> replaced = new ArrayList<>(links.size());
    for (ScoredLink link : links) {
      if (right.containsKey(link.span())) {
        replaced.add(right.get(link.span()));
      } else if (!isInsidePart(link.span()) && !parts.containsKey(link.span())) {
        replaced.add(link);
      }
    }
    return replaced;
  }

  private Optional<ScoredLink> ofKind(
      WeighedMention mention, EntityKind kind, double least, List<WeighedMention> mentions) {
    List<WeighedMention.Weighed> fitting =
        mention.candidates().stream()
            .filter(candidate -> candidate.entity().kind() == kind)
            .toList();
    if (fitting.isEmpty()) {
      return Optional.empty();
    }
    double sum = fitting.stream().mapToDouble(WeighedMention.Weighed::score).sum();
    // Datelines name the place that everybody thinks of; a smaller one has its country behind it.
    WeighedMention.Weighed best =
        qualified.containsKey(mention.span())
            ? within(fitting, qualified.get(mention.span()), mentions)
            : fitting.stream()
                .max(Comparator.comparingDouble(WeighedMention.Weighed::prior))
                .orElse(fitting.get(0));
    double share = sum > 0 ? best.score() / sum : 1.0 / fitting.size();
    return Optional.of(
        new ScoredLink(mention.span(), best.entity().ordinal(), Math.max(share, least), false));
  }

  /** The likeliest that lies in what stands behind it, "OLYMPIA, Wash."; else the likeliest. */
  private WeighedMention.Weighed within(
      List<WeighedMention.Weighed> fitting, Span behind, List<WeighedMention> mentions) {
    List<WeighedMention.Weighed> regions =
        mentions.stream()
            .filter(mention -> mention.span().overlaps(behind))
            .flatMap(mention -> mention.candidates().stream().limit(REGIONS))
            .filter(region -> region.entity().kind() == EntityKind.LOC)
            .toList();
    return fitting.stream()
        .filter(
            place ->
                regions.stream()
                    .anyMatch(
                        region ->
                            related.test(place.entity().ordinal(), region.entity().ordinal())))
        .findFirst()
        .orElse(fitting.get(0));
  }

  private boolean isInsidePart(Span span) {
    return parts.keySet().stream().anyMatch(part -> part.overlaps(span));
  }

  /** {@code names} with those of a dateline's parts instead of what was read there. */
  List<ScoredName> names(List<ScoredName> names) {
    if (parts.isEmpty()) {
      return names;
    }
    List<ScoredName> replaced = new ArrayList<>(names.size());
    for (ScoredName name : names) {
      if (!isInsidePart(name.name().span())) {
        replaced.add(name);
      }
    }
    parts.forEach(
        (span, kind) -> {
          boolean seen = names.stream().anyMatch(name -> name.name().span().overlaps(span));
          if (seen || shown.contains(span)) {
            replaced.add(new ScoredName(new Name(span, kind), SURE, Map.of(kind, SURE)));
          }
        });
    return replaced;
  }
}
