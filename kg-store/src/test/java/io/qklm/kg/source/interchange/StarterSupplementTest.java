package io.qklm.kg.source.interchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.Relation;
import io.qklm.kg.SurfaceForm;
import io.qklm.kg.source.RecordingSink;
import java.io.IOException;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StarterSupplementTest {

  private static final RecordingSink SINK = new RecordingSink();

  /** Entities that the supplement brings or describes; the other records only name. */
  private static List<Entity> described = List.of();

  @BeforeAll
  static void read() throws IOException {
    new StarterSupplement().readInto(SINK);
    described = SINK.entities.stream().filter(e -> e.kind() != EntityKind.UNKNOWN).toList();
  }

  @Test
  void everyLineIsUsable() {
    assertThat(SINK.problems).isEmpty();
    assertThat(SINK.notes).isEmpty();
    assertThat(SINK.entities).extracting(Entity::id).doesNotHaveDuplicates();
    assertThat(SINK.facts).doesNotHaveDuplicates();
    Set<String> known = SINK.relations.stream().map(Relation::id).collect(Collectors.toSet());
    assertThat(SINK.facts).extracting(Fact::relation).allMatch(known::contains);
    assertThat(known).noneMatch(Relation::forResolutionOnly);
  }

  @Test
  void everyDescribedEntityHasAKindATypeAndALineOfItsOwn() {
    assertThat(described).hasSizeGreaterThan(3_700);
    assertThat(described)
        .allSatisfy(
            entity -> {
              assertThat(entity.id().value()).startsWith("dbr:").doesNotContain(" ", "%");
              assertThat(entity.types()).as("types of %s", entity.id()).isNotEmpty();
              String line = entity.description("en").orElse("");
              assertThat(line).as("description of %s", entity.id()).hasSizeBetween(7, 160);
              assertThat(line).doesNotContainIgnoringCase("currently", "at present");
              assertThat(entity.rank()).isBetween(0.3f, 1f);
            });
    assertThat(described)
        .extracting(entity -> entity.description("en").orElse("") + entity.label("en"))
        .doesNotHaveDuplicates();
  }

  @Test
  void idsAndNamesAreInNormalFormAndNoNameComesTwice() {
    for (Entity entity : SINK.entities) {
      assertThat(Normalizer.isNormalized(entity.id().value(), Normalizer.Form.NFC)).isTrue();
      List<String> names = entity.aliases().getOrDefault("en", List.of());
      assertThat(names).as("aliases of %s", entity.id()).doesNotHaveDuplicates();
      assertThat(names).noneMatch(name -> name.isBlank() || !name.equals(name.strip()));
      assertThat(names).doesNotContain(entity.label("en"));
    }
  }

  @Test
  void noFactPointsToItsOwnSubject() {
    assertThat(SINK.facts)
        .noneMatch(
            fact ->
                fact.object() instanceof FactObject.OfEntity to && to.id().equals(fact.subject()));
  }

  /** Kinds at the ends of relations that fit only one. */
  @Test
  void endsHaveTheKindTheirRelationAsksFor() {
    Map<EntityId, EntityKind> kinds =
        described.stream().collect(Collectors.toMap(Entity::id, Entity::kind));
    Map<String, Set<EntityKind>> objects =
        Map.of(
            "dbo:birthPlace", Set.of(EntityKind.LOC),
            "dbo:capital", Set.of(EntityKind.LOC),
            "dbo:country", Set.of(EntityKind.LOC),
            "dbo:headquarter", Set.of(EntityKind.LOC),
            "dbo:party", Set.of(EntityKind.ORG),
            "dbo:team", Set.of(EntityKind.ORG),
            "dbo:foundedBy", Set.of(EntityKind.PER, EntityKind.ORG),
            "dbo:incumbent", Set.of(EntityKind.PER),
            "dbo:spouse", Set.of(EntityKind.PER));
    Map<String, Set<EntityKind>> subjects =
        Map.of(
            "dbo:birthDate", Set.of(EntityKind.PER),
            "dbo:birthPlace", Set.of(EntityKind.PER),
            "dbo:occupation", Set.of(EntityKind.PER),
            "dbo:office", Set.of(EntityKind.PER),
            "dbo:employer", Set.of(EntityKind.PER),
            "dbo:incumbent", Set.of(EntityKind.OTHER, EntityKind.ORG),
            "dbo:headquarter", Set.of(EntityKind.ORG, EntityKind.MISC));
    for (Fact fact : SINK.facts) {
      EntityKind subject = kinds.get(fact.subject());
      Set<EntityKind> allowed = subjects.get(fact.relation());
      assertThat(subject == null || allowed == null || allowed.contains(subject))
          .as("%s", fact)
          .isTrue();
      if (fact.object() instanceof FactObject.OfEntity to) {
        EntityKind object = kinds.get(to.id());
        Set<EntityKind> wanted = objects.get(fact.relation());
        assertThat(object == null || wanted == null || wanted.contains(object))
            .as("%s", fact)
            .isTrue();
      }
    }
  }

  @Test
  void mostEntitiesAreConnectedTwiceOrMore() {
    Map<String, Long> ends =
        SINK.facts.stream()
            .filter(fact -> fact.object() instanceof FactObject.OfEntity)
            .flatMap(
                fact ->
                    java.util.stream.Stream.of(
                        fact.subject().value(), ((FactObject.OfEntity) fact.object()).id().value()))
            .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
    long connected =
        described.stream().filter(e -> ends.getOrDefault(e.id().value(), 0L) >= 2).count();
    assertThat((double) connected / described.size()).isGreaterThan(0.93);
  }

  @Test
  void priorsOfASurfaceAddUpToNoMoreThanOne() {
    assertThat(SINK.surfaces).isNotEmpty();
    assertThat(SINK.surfaces).extracting(SurfaceForm::source).containsOnly("qklm");
    SINK.surfaces.stream()
        .collect(
            Collectors.groupingBy(
                SurfaceForm::surface, Collectors.summingDouble(SurfaceForm::weight)))
        .forEach((surface, sum) -> assertThat(sum).as(surface).isLessThanOrEqualTo(1.0001));
  }
}
