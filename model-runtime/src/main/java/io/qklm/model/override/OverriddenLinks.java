package io.qklm.model.override;

import io.qklm.kg.EntityId;
import io.qklm.kg.store.format.StoredEntity;
import io.qklm.model.linking.Link;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lays overrides over the links of one document. A surface form inside a longer name is left alone:
 * who decides on "Java" says nothing of "Java Sea".
 */
public final class OverriddenLinks {

  /** A person is sure. */
  private static final double SURE = 1;

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  private final LinkOverrides overrides;
  private final Function<EntityId, Optional<StoredEntity>> knowledge;
  private final Set<EntityId> linked = new HashSet<>();
  private final List<String> parts;
  private final Set<String> words = new HashSet<>();
  private final Set<String> decided = new TreeSet<>();

  /**
   * Of a document.
   *
   * @param knowledge entities that the epoch has; what it lacks is not linked to
   * @param links of all parts, as the engine decided
   * @param parts its text, and its title where it has one
   */
  public OverriddenLinks(
      LinkOverrides overrides,
      Function<EntityId, Optional<StoredEntity>> knowledge,
      List<Link> links,
      List<String> parts) {
    this.overrides = overrides;
    this.knowledge = knowledge;
    this.parts = List.copyOf(parts);
    links.forEach(link -> link.entity().ifPresent(entity -> linked.add(entity.id())));
  }

  /** The links of a part with what a person decided, in the order of their spans. */
  public List<Link> of(String text, List<Link> links) {
    List<Link> result = new ArrayList<>(links);
    for (LinkOverrides.Hit hit : overrides.in(text)) {
      boolean partOfLonger =
          result.stream()
              .anyMatch(
                  link -> link.span().contains(hit.span()) && !link.span().equals(hit.span()));
      if (!partOfLonger) {
        hit.overrides().stream()
            .filter(this::holds)
            .findFirst()
            .ifPresent(one -> decide(one, hit.span(), result));
      }
    }
    result.sort(Comparator.comparing(Link::span));
    return result;
  }

  /** Ids of the overrides that decided anything so far, ascending. */
  public List<String> decided() {
    return List.copyOf(decided);
  }

  private void decide(LinkOverride one, Span span, List<Link> links) {
    if (one.entity().isEmpty()) {
      for (int i = 0; i < links.size(); i++) {
        Link link = links.get(i);
        if (link.span().equals(span) && link.entity().isPresent()) {
          links.set(i, new Link(span, link.kind(), Optional.empty(), SURE));
          decided.add(one.id());
        }
      }
      return;
    }
    Optional<StoredEntity> entity = one.entity().flatMap(knowledge);
    if (entity.isPresent()) {
      links.removeIf(link -> link.span().overlaps(span));
      links.add(new Link(span, entity.get().kind(), entity, SURE));
      decided.add(one.id());
    }
  }

  private boolean holds(LinkOverride one) {
    return one.with().map(linked::contains).orElse(true)
        && one.word().map(word -> words().contains(word.toLowerCase(Locale.ROOT))).orElse(true);
  }

  /** All words of the document in small letters, read once and only where one is asked for. */
  private Set<String> words() {
    if (words.isEmpty()) {
      for (String part : parts) {
        Matcher matcher = WORD.matcher(part);
        while (matcher.find()) {
          words.add(matcher.group().toLowerCase(Locale.ROOT));
        }
      }
    }
    return words;
  }
}
