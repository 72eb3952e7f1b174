package io.qklm.model.override;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.store.format.StoredEntity;
import io.qklm.model.linking.Link;
import io.qklm.text.Span;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkOverridesTest {

  private static final StoredEntity LANGUAGE = entity("lang");
  private static final StoredEntity ISLAND = entity("island");

  private static StoredEntity entity(String id) {
    return new StoredEntity(7, new EntityId(id), EntityKind.MISC, 0.5f);
  }

  private static LinkOverride override(String id, String surface, String entity) {
    return new LinkOverride(
        id,
        surface,
        Optional.ofNullable(entity).map(EntityId::new),
        Optional.empty(),
        Optional.empty());
  }

  private static Link link(String text, String words, StoredEntity entity) {
    int start = text.indexOf(words);
    return new Link(
        new Span(start, start + words.length()), EntityKind.LOC, Optional.ofNullable(entity), 0.7);
  }

  private static OverriddenLinks over(List<Link> links, String text, LinkOverride... overrides) {
    return new OverriddenLinks(
        new LinkOverrides(List.of(overrides)),
        id -> id.value().equals("lang") ? Optional.of(LANGUAGE) : Optional.empty(),
        links,
        List.of(text));
  }

  @ParameterizedTest
  @CsvSource({
    "Java, 'We write Java here.', 9",
    "Java, 'Java', 0",
    "Java, 'the Java-based code', 4",
    "Java, 'Java’s rules', 0",
    "Java, 'JavaScript', -1",
    "Java, 'java is small', -1",
    "New York, 'in New\n York today', 3",
    "New York, 'in NewYork', -1",
    "C++, 'some C++ code', 5",
    "AT&T, '(AT&T)', 1",
    "東京, '東京', 0",
  })
  void surfaceFormsAreFoundAsWholeWordsInTheirCase(String surface, String text, int start) {
    List<LinkOverrides.Hit> hits =
        new LinkOverrides(List.of(override("a", surface, null))).in(text);
    assertThat(hits).hasSize(start < 0 ? 0 : 1);
    hits.forEach(hit -> assertThat(hit.span().start()).isEqualTo(start));
  }

  @Test
  void theLongestFormCounts() {
    LinkOverrides overrides =
        new LinkOverrides(List.of(override("a", "York", null), override("b", "York City", null)));
    assertThat(overrides.in("York City lost. York won."))
        .extracting(hit -> hit.overrides().get(0).id())
        .containsExactly("b", "a");
  }

  @Test
  void aLinkIsReplacedMadeOrTakenBack() {
    String text = "Java runs on Jvm and Oak.";
    List<Link> links = List.of(link(text, "Java", ISLAND), link(text, "Oak", ISLAND));
    OverriddenLinks over =
        over(
            links,
            text,
            override("o1", "Java", "lang"),
            override("o2", "Jvm", "lang"),
            override("o3", "Oak", null),
            override("o4", "runs", null));
    List<Link> said = over.of(text, links);
    assertThat(said)
        .extracting(link -> link.span().in(text) + " " + link.entity().map(e -> e.id().value()))
        .containsExactly("Java Optional[lang]", "Jvm Optional[lang]", "Oak Optional.empty");
    assertThat(said).extracting(Link::score).containsOnly(1.0);
    assertThat(over.decided()).containsExactly("o1", "o2", "o3");
  }

  @Test
  void aNameInsideALongerOneIsLeftAlone() {
    String text = "The Java Sea is calm.";
    List<Link> links = List.of(link(text, "Java Sea", ISLAND));
    OverriddenLinks over = over(links, text, override("o1", "Java", "lang"));
    assertThat(over.of(text, links)).isEqualTo(links);
    assertThat(over.decided()).isEmpty();
  }

  @Test
  void anEntityThatTheEpochLacksIsNotLinked() {
    String text = "Java";
    List<Link> links = List.of(link(text, "Java", ISLAND));
    assertThat(over(links, text, override("o1", "Java", "gone")).of(text, links)).isEqualTo(links);
  }

  @Test
  void conditionsAreOfTheDocumentAndComeFirst() {
    LinkOverride always = override("a", "Java", null);
    LinkOverride nearWord =
        new LinkOverride(
            "z",
            "Java",
            Optional.of(new EntityId("lang")),
            Optional.of("Compiler"),
            Optional.empty());
    LinkOverride withEntity =
        new LinkOverride(
            "y",
            "Java",
            Optional.of(new EntityId("lang")),
            Optional.empty(),
            Optional.of(new EntityId("island")));
    String text = "Java has a compiler.";
    List<Link> links = List.of(link(text, "Java", ISLAND));
    OverriddenLinks word = over(links, text, always, nearWord);
    word.of(text, links);
    assertThat(word.decided()).containsExactly("z");
    OverriddenLinks entity = over(links, "Java", always, withEntity);
    entity.of("Java", links);
    assertThat(entity.decided()).containsExactly("y");
    OverriddenLinks none = over(links, "Java", always, nearWord);
    none.of("Java", links);
    assertThat(none.decided()).containsExactly("a");
  }
}
