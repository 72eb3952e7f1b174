package io.qklm.benchmarks.gold;

import io.qklm.document.EntityAnnotation;
import io.qklm.kg.EntityId;
import io.qklm.kg.store.EntityText;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Judges the links of one field of a document as a reader does: a link is right if a gold mention
 * that it overlaps accepts its entity, whether or not the spans agree to the letter.
 */
final class LinkJudge {

  /** What the knowledge calls an entity: label and aliases, none if it does not have it. */
  interface Names {
    List<String> of(EntityId entity);
  }

  private final Names names;

  LinkJudge(Names names) {
    this.names = names;
  }

  static LinkJudge over(KnowledgeSnapshot snapshot) {
    return new LinkJudge(
        entity -> {
          OptionalInt ordinal = snapshot.ordinal(entity);
          if (ordinal.isEmpty()) {
            return List.of();
          }
          EntityText text = snapshot.text(ordinal.getAsInt(), "en");
          return Stream.concat(Stream.of(text.label()), text.aliases().stream()).toList();
        });
  }

  LinkScore judge(List<EntityAnnotation> said, List<GoldMention> gold) {
    List<Expected> expected = gold.stream().map(this::expected).toList();
    List<String> remarks = new ArrayList<>();
    List<Span> right = new ArrayList<>();
    int links = 0;
    int otherEntity = 0;
    int onNil = 0;
    int notAName = 0;
    for (EntityAnnotation annotation : said) {
      if (annotation.entityId().isEmpty()) {
        continue;
      }
      links++;
      EntityId id = annotation.entityId().get();
      List<Expected> here =
          expected.stream().filter(e -> e.gold().span().overlaps(annotation.span())).toList();
      if (here.stream().anyMatch(e -> e.entities().contains(id))) {
        right.add(annotation.span());
      } else if (here.isEmpty()) {
        notAName++;
        remarks.add(remark(annotation.text(), id.value(), "not a name"));
      } else if (here.stream().allMatch(e -> e.entities().isEmpty())) {
        onNil++;
        remarks.add(remark(annotation.text(), id.value(), "not in the knowledge"));
      } else {
        otherEntity++;
        remarks.add(remark(annotation.text(), id.value(), meant(here)));
      }
    }
    int linkable = 0;
    int missed = 0;
    int notFound = 0;
    int refused = 0;
    int refusedByName = 0;
    for (Expected one : expected) {
      if (!one.required()) {
        continue;
      }
      linkable++;
      Span span = one.gold().span();
      if (isLinked(one, right, said)) {
        continue;
      }
      missed++;
      List<EntityAnnotation> there =
          said.stream().filter(annotation -> annotation.span().overlaps(span)).toList();
      if (there.isEmpty()) {
        notFound++;
        remarks.add("'" + one.gold().text() + "': name not found, meant " + meant(List.of(one)));
      } else if (there.stream().allMatch(annotation -> annotation.entityId().isEmpty())) {
        refused++;
        boolean byName = there.stream().anyMatch(annotation -> hasName(one, annotation.text()));
        refusedByName += byName ? 1 : 0;
        remarks.add(
            "'"
                + one.gold().text()
                + "': no link said, meant "
                + meant(List.of(one))
                + (byName ? ", which has exactly this name" : ""));
      }
    }
    return new LinkScore(
        links,
        otherEntity,
        onNil,
        notAName,
        linkable,
        missed,
        notFound,
        refused,
        refusedByName,
        expected.size() - linkable,
        remarks);
  }

  /**
   * What is right at a gold mention, with the knowledge as it is today.
   *
   * @param gold the mention
   * @param entities right answers that the knowledge has, none where only NIL is right
   * @param required whether a link must be said, NIL being wrong
   */
  private record Expected(GoldMention gold, Set<EntityId> entities, boolean required) {}

  /** Ids that are right at a gold mention where a link must be said; none where none must. */
  Set<String> required(GoldMention gold) {
    Expected expected = expected(gold);
    return expected.required()
        ? expected.entities().stream().map(EntityId::value).collect(Collectors.toSet())
        : Set.of();
  }

  private Expected expected(GoldMention gold) {
    Set<EntityId> entities =
        Stream.of(gold.entity().stream(), gold.outside().stream(), gold.accepted().stream())
            .flatMap(ids -> ids)
            .filter(this::isKnown)
            .collect(Collectors.toCollection(HashSet::new));
    boolean known = gold.entity().or(gold::outside).filter(this::isKnown).isPresent();
    return new Expected(gold, entities, known && !gold.nilAccepted());
  }

  /**
   * Also where the mention lies within a longer link that is right, as "Texas" in a town's name.
   */
  private static boolean isLinked(Expected one, List<Span> right, List<EntityAnnotation> said) {
    Span span = one.gold().span();
    return right.stream().anyMatch(link -> link.contains(span))
        || said.stream()
            .filter(annotation -> annotation.span().overlaps(span))
            .map(EntityAnnotation::entityId)
            .flatMap(Optional::stream)
            .anyMatch(one.entities()::contains);
  }

  private boolean isKnown(EntityId entity) {
    return !names.of(entity).isEmpty();
  }

  private boolean hasName(Expected one, String surface) {
    return one.entities().stream()
        .flatMap(entity -> names.of(entity).stream())
        .anyMatch(name -> folded(name).equals(folded(surface)));
  }

  private static String folded(String name) {
    return name.replace('’', '\'').toLowerCase(Locale.ROOT);
  }

  private static String meant(List<Expected> expected) {
    return expected.stream()
        .filter(one -> !one.entities().isEmpty())
        .map(one -> one.gold().entity().or(one.gold()::outside).map(EntityId::value).orElse("NIL"))
        .distinct()
        .collect(Collectors.joining(" or "));
  }

  private static String remark(String surface, String said, String meant) {
    return "'" + surface + "': said " + said + ", meant " + meant;
  }
}
