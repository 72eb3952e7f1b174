package io.qklm.training.rewriting;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.EntityKind;
import io.qklm.model.annotate.Name;
import io.qklm.text.Span;
import io.qklm.training.data.AnnotatedText;
import io.qklm.training.data.AnnotatedText.GoldLink;
import io.qklm.training.knowledge.FewEntities;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountryWordsTest {

  @TempDir private static Path folder;
  private static TextRewriting words = new RewritingSequence(List.of());

  @BeforeAll
  static void readKnowledge() throws IOException {
    write(
        folder,
        "facts.tsv.gz",
        "Q16\tP1549\tstring\tCanadian\ten\n"
            + "Q145\tP1549\tstring\tUK\ten\n"
            + "Q30\tP1549\tstring\tAmerican\ten\n"
            + "Q16\tP1549\tstring\tcanadien\tfr\n"
            + "Q16\tP36\tentity\tQ1930\t\n");
    write(
        folder,
        "entities.jsonl.gz",
        "{\"id\":\"Q16\",\"aliases\":{\"en\":[\"CA\",\"Dominion of Canada\"]}}\n"
            + "{\"id\":\"Q30\",\"aliases\":{\"en\":[\"U.S.\",\"the U.S.\",\"USA\"]}}\n"
            + "{\"id\":\"Q1065\",\"aliases\":{\"en\":[\"U.N.\"]}}\n");
    words = CountryWords.read(folder);
  }

  private static void write(Path folder, String name, String lines) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
      out.write(lines.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static AnnotatedText text(String words, List<Name> names, List<GoldLink> links) {
    return new AnnotatedText("t", words, Optional.of(names), Optional.of(links));
  }

  @Test
  void wordsThatStandAloneAreNamesAndMeanTheirCountry() {
    AnnotatedText changed =
        words.apply(
            text("A Canadian ship, two Canadians, UK and U.S. men.", List.of(), List.of()), 0);

    assertThat(changed.names().orElseThrow())
        .containsExactly(
            new Name(new Span(2, 10), EntityKind.MISC),
            new Name(new Span(21, 30), EntityKind.MISC),
            new Name(new Span(32, 34), EntityKind.LOC),
            new Name(new Span(39, 43), EntityKind.LOC));
    assertThat(changed.links().orElseThrow())
        .containsExactly(
            new GoldLink(new Span(2, 10), Set.of("Q16")),
            new GoldLink(new Span(21, 30), Set.of("Q16")),
            new GoldLink(new Span(32, 34), Set.of("Q145")),
            new GoldLink(new Span(39, 43), Set.of("Q30")));
  }

  @Test
  void anotherKindGivesWayAndALinkStays() {
    Span span = new Span(4, 13);
    AnnotatedText changed =
        words.apply(
            text(
                "Two Canadians won.",
                List.of(new Name(span, EntityKind.LOC)),
                List.of(new GoldLink(span, Set.of("Q1")))),
            0);

    assertThat(changed.names().orElseThrow()).containsExactly(new Name(span, EntityKind.MISC));
    assertThat(changed.links().orElseThrow()).containsExactly(new GoldLink(span, Set.of("Q1")));
  }

  @Test
  void longerNamesCompoundsAndOtherWordsStayAsTheyAre() {
    Name tire = new Name(new Span(0, 13), EntityKind.ORG);
    AnnotatedText company = text("Canadian Tire is big.", List.of(tire), List.of());
    assertThat(words.apply(company, 0)).isEqualTo(company);
    AnnotatedText compound = text("Canadian-born, Acanadian, U.N., CA", List.of(), List.of());
    assertThat(words.apply(compound, 0)).isEqualTo(compound);
  }

  @Test
  void whereNoNamesAreMarkedAWordMayBeginALongerName() {
    AnnotatedText shield =
        new AnnotatedText(
            "t",
            "The Canadian Shield, the Canadian flag.",
            Optional.empty(),
            Optional.of(List.of()),
            false);
    assertThat(words.apply(shield, 0).links().orElseThrow())
        .containsExactly(new GoldLink(new Span(25, 33), Set.of("Q16")));
  }

  @Test
  void whatASetDoesNotMarkIsNotAdded() {
    AnnotatedText names =
        new AnnotatedText("t", "A Canadian ship.", Optional.of(List.of()), Optional.empty());
    assertThat(words.apply(names, 0).links()).isEmpty();
    assertThat(words.apply(names, 0).names().orElseThrow()).hasSize(1);
    assertThat(new RewritingSequence(List.of()).apply(names, 0)).isEqualTo(names);
  }

  @Test
  void otherCountriesTakeTheirPlaceThroughoutTheText(@TempDir Path other) throws IOException {
    write(
        other, "facts.tsv.gz", "e0\tP1549\tstring\tNorlander\ten\ne1\tP1549\tstring\tSudish\ten\n");
    write(other, "entities.jsonl.gz", "");
    CountryWords two = CountryWords.read(other);
    FewEntities knowledge =
        new FewEntities(Map.of("Norlander", new int[] {0}, "Sudish", new int[] {1}));
    AnnotatedText text =
        two.apply(text("A Norlander ship and a Norlander flag.", List.of(), List.of()), 0);

    List<AnnotatedText> written =
        LongStream.range(0, 20)
            .mapToObj(n -> new OtherCountries(two, knowledge, 1, 1).apply(text, n))
            .toList();

    assertThat(written)
        .extracting(AnnotatedText::text)
        .contains("A Sudish ship and a Sudish flag.")
        .doesNotContain("A Sudish ship and a Norlander flag.");
    AnnotatedText changed =
        written.stream().filter(one -> one.text().contains("Sudish")).findFirst().orElseThrow();
    assertThat(changed.links().orElseThrow())
        .containsExactly(
            new GoldLink(new Span(2, 8), Set.of("e1")),
            new GoldLink(new Span(20, 26), Set.of("e1")));
    assertThat(new OtherCountries(two, new FewEntities(Map.of()), 1, 1).apply(text, 0))
        .as("what the knowledge does not offer is not written")
        .isEqualTo(text);
  }
}
