package io.qklm.training.rewriting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.qklm.kg.EntityKind;
import io.qklm.model.annotate.Name;
import io.qklm.text.Span;
import io.qklm.training.data.AnnotatedText;
import io.qklm.training.data.AnnotatedText.GoldLink;
import io.qklm.training.knowledge.FewEntities;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is written otherwise keeps its names, its links and their places. */
class ChangedTextsTest {

  private static final String WORDS =
      "When Anna Lee met Bob Ray, Anna Lee of Lower Rome sang. Bob Ray did not.";

  /** Bob is known as Ray; Anna as Anna and as Lee, like another Lee; Lower Rome as nothing else. */
  private static final FewEntities KNOWLEDGE =
      new FewEntities(
          Map.of(
              "Anna", new int[] {0},
              "Lee", new int[] {1, 0},
              "Ray", new int[] {2},
              "Rome", new int[] {1}));

  private static Span span(String surface, int from) {
    int start = WORDS.indexOf(surface, from);
    return new Span(start, start + surface.length());
  }

  private static AnnotatedText text() {
    return new AnnotatedText(
        "t",
        WORDS,
        Optional.of(
            List.of(
                new Name(span("Anna Lee", 0), EntityKind.PER),
                new Name(span("Bob Ray", 0), EntityKind.PER),
                new Name(span("Anna Lee", 20), EntityKind.PER),
                new Name(span("Lower Rome", 0), EntityKind.LOC),
                new Name(span("Bob Ray", 40), EntityKind.PER))),
        Optional.of(
            List.of(
                new GoldLink(span("Bob Ray", 40), Set.of("e2")),
                new GoldLink(span("Anna Lee", 0), Set.of("e0")),
                new GoldLink(span("Lower Rome", 0), Set.of("e7")),
                new GoldLink(span("Anna Lee", 20), Set.of("e0")))),
        false);
  }

  @Test
  void namesAreWrittenAsTheKnowledgeKnowsThemToo() {
    ShorterNames all = new ShorterNames(KNOWLEDGE, 1, 1);
    List<String> written =
        LongStream.range(0, 40).mapToObj(n -> all.apply(text(), n).text()).distinct().toList();
    // One form throughout; of Bob Ray's two names one is linked; Lower Rome is unknown as "Rome".
    assertThat(written)
        .containsExactlyInAnyOrder(
            "When Anna met Bob Ray, Anna of Lower Rome sang. Ray did not.",
            "When Lee met Bob Ray, Lee of Lower Rome sang. Ray did not.");
  }

  @Test
  void namesAndLinksMoveWithTheText() {
    AnnotatedText shorter = new ShorterNames(KNOWLEDGE, 1, 1).apply(text(), 0);
    String first = shorter.text().startsWith("When Anna") ? "Anna" : "Lee";
    assertThat(shorter.names().orElseThrow())
        .extracting(name -> name.span().in(shorter.text()))
        .containsExactly(first, "Bob Ray", first, "Lower Rome", "Ray");
    assertThat(shorter.links().orElseThrow())
        .extracting(link -> link.span().in(shorter.text()))
        .containsExactly("Ray", first, "Lower Rome", first);
    assertThat(shorter.links().orElseThrow())
        .extracting(link -> link.ids().iterator().next())
        .containsExactly("e2", "e0", "e7", "e0");
    assertThat(shorter.allLinked()).isFalse();
  }

  @Test
  void twinsAreWrittenAndMeantThroughoutTheText() {
    InventedLinks all = new InventedLinks(Map.of("e0", "Zorblat", "e2", "Quelby Trevo Marn"), 1, 1);
    List<AnnotatedText> written =
        LongStream.range(0, 40).mapToObj(n -> all.apply(text(), n)).distinct().toList();
    assertThat(written)
        .extracting(AnnotatedText::text)
        .containsExactlyInAnyOrder(
            WORDS,
            "When Zorblat met Bob Ray, Zorblat of Lower Rome sang. Bob Ray did not.",
            "When Anna Lee met Bob Ray, Anna Lee of Lower Rome sang. Quelby Trevo Marn did not.",
            "When Zorblat met Bob Ray, Zorblat of Lower Rome sang. Quelby Trevo Marn did not.");
    AnnotatedText both =
        written.stream()
            .filter(text -> text.text().contains("Zor") && text.text().contains("Quel"))
            .findFirst()
            .orElseThrow();
    assertThat(both.names().orElseThrow())
        .extracting(name -> name.span().in(both.text()))
        .containsExactly("Zorblat", "Bob Ray", "Zorblat", "Lower Rome", "Quelby Trevo Marn");
    assertThat(both.links().orElseThrow())
        .extracting(link -> link.span().in(both.text()) + " " + link.ids())
        .containsExactly(
            "Quelby Trevo Marn [invented:e2]",
            "Zorblat [invented:e0]",
            "Lower Rome [e7]",
            "Zorblat [invented:e0]");
  }

  @Test
  void aNameInsideTheLinkKeepsItWhole() {
    AnnotatedText crossed =
        new AnnotatedText(
            "t",
            "Anna Lee",
            Optional.of(List.of(new Name(new Span(0, 4), EntityKind.PER))),
            Optional.of(List.of(new GoldLink(new Span(0, 8), Set.of("e0")))),
            false);
    assertThat(new ShorterNames(KNOWLEDGE, 1, 1).apply(crossed, 0)).isEqualTo(crossed);
    assertThat(new InventedLinks(Map.of("e0", "Zorblat"), 1, 1).apply(crossed, 0))
        .isEqualTo(crossed);
  }

  @Test
  void aShareOfTheTextsIsChangedBySeedAndNumberAlone() {
    ShorterNames names = new ShorterNames(KNOWLEDGE, 0.3, 9);
    Headlines headlines = new Headlines(0.3, 9);
    int shorter = 0;
    int shouted = 0;
    for (long number = 0; number < 2000; number++) {
      AnnotatedText one = names.apply(text(), number);
      assertThat(new ShorterNames(KNOWLEDGE, 0.3, 9).apply(text(), number)).isEqualTo(one);
      shorter += one.text().equals(WORDS) ? 0 : 1;
      shouted += headlines.apply(text(), number).text().equals(WORDS) ? 0 : 1;
    }
    assertThat(shorter / 2000.0).isCloseTo(0.3, within(0.04));
    assertThat(shouted / 2000.0).isCloseTo(0.3, within(0.04));
  }

  @Test
  void aHeadlineIsTheFirstSentenceInCapitals() {
    AnnotatedText shouted = new Headlines(1, 1).apply(text(), 0);
    assertThat(shouted.text())
        .isEqualTo("WHEN ANNA LEE MET BOB RAY, ANNA LEE OF LOWER ROME SANG. Bob Ray did not.");
    assertThat(shouted.names()).isEqualTo(text().names());
    AnnotatedText german =
        new AnnotatedText("t", "Die Straße 😀", Optional.empty(), Optional.empty());
    assertThat(new Headlines(1, 1).apply(german, 0).text()).isEqualTo("DIE STRAßE 😀");
  }

  @Test
  void sharesThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> new ShorterNames(KNOWLEDGE, 1.5, 1))
        .hasMessageContaining("texts with shorter names is 1.5; it must be from 0 to 1");
    assertThatThrownBy(() -> new InventedLinks(Map.of(), 2, 1))
        .hasMessageContaining("texts with invented names is 2.0; it must be from 0 to 1");
    assertThatThrownBy(() -> new Headlines(-1, 1))
        .hasMessageContaining("begin in capitals is -1.0; it must be from 0 to 1");
  }
}
