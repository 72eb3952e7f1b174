package io.qklm.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.qklm.kg.EntityKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sets of which open weights learn, in files made here. */
class OpenSetsTest {

  @TempDir private Path folder;

  @Test
  void sentencesWithTwoEntitiesAreLinkedInPart() throws IOException {
    Path file = folder.resolve("relations.json");
    Files.writeString(
        file,
        """
        {"P9": [{"tokens": ["Old", "Bridge", " ", "spans", "the", "Blue", "River", "."],
                 "h": ["old bridge", "Q1", [[0, 1]]], "t": ["blue river", "Q2", [[5, 6]]]}]}
        """);
    List<AnnotatedText> texts = RelationSentences.read(file);
    AnnotatedText text = texts.get(0);
    assertThat(text.text()).isEqualTo("Old Bridge spans the Blue River .");
    assertThat(text.allLinked()).isFalse();
    assertThat(text.names()).isEmpty();
    assertThat(text.links().orElseThrow())
        .extracting(link -> link.span().in(text.text()), AnnotatedText.GoldLink::ids)
        .containsExactly(
            tuple("Old Bridge", Set.of("Q1", "dbr:Old_Bridge")),
            tuple("Blue River", Set.of("Q2", "dbr:Blue_River")));
  }

  @Test
  void aSentenceWithoutItsEntityIsToldByNumber() throws IOException {
    Path file = folder.resolve("broken.json");
    Files.writeString(
        file, "{\"P9\": [{\"tokens\": [\"a\"], \"h\": [\"a\", \"Q1\", [[4]]], \"t\": []}]}");
    assertThatThrownBy(() -> RelationSentences.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("broken.json, sentence 1: words 4 to 5 of 1 are no name");
  }

  @Test
  void documentsHaveNamesAsOtherSetsMarkThem() throws IOException {
    Path file = folder.resolve("documents.json");
    Files.writeString(
        file,
        """
        [{"title": "T", "sents": [["Ann", "Lee", "left", "the", "United", "States", "."],
                                  ["The", "Danish", "team", "won", "in", "1992", "."]],
          "vertexSet": [[{"type": "PER", "pos": [0, 2], "sent_id": 0},
                         {"type": "PER", "pos": [1, 2], "sent_id": 0}],
                        [{"type": "LOC", "pos": [3, 6], "sent_id": 0}],
                        [{"type": "LOC", "pos": [1, 2], "sent_id": 1}],
                        [{"type": "TIME", "pos": [5, 6], "sent_id": 1}]]}]
        """);
    AnnotatedText text = RelationDocuments.read(file).get(0);
    assertThat(text.links()).isEmpty();
    assertThat(text.names().orElseThrow())
        .extracting(name -> name.span().in(text.text()), name -> name.kind())
        .containsExactly(
            tuple("Ann Lee", EntityKind.PER),
            tuple("United States", EntityKind.LOC),
            tuple("Danish", EntityKind.MISC));
  }

  @Test
  void namesOfNeighboursInAnAbstractAreLinks() throws IOException {
    packed(
        "entities.jsonl.gz",
        """
        {"id": "Q1", "title": "Rome", "labels": {"en": "Rome"}, "aliases": {"en": []}}
        {"id": "Q2", "title": "Italy", "labels": {"en": "Italy"}, "aliases": {"en": ["Italia"]}}
        {"id": "Q3", "title": "Roma", "labels": {"en": "Rome"}, "aliases": {"en": ["it"]}}
        """);
    packed("facts.tsv.gz", "Q1\tP17\tentity\tQ2\t\nQ1\tP1\tquantity\t4\t\nQ3\tP9\tentity\tQ1\t\n");
    Path abstracts = folder.resolve("abstracts.jsonl");
    Files.writeString(
        abstracts,
        """
        {"title": "Rome", "comment": "Rome lies in Italy. Italians call it Italia."}
        {"title": "Nowhere", "comment": "Rome lies in Italy."}
        {"title": "Italy", "comment": "A country."}
        """);
    List<AnnotatedText> texts = LinkedAbstracts.read(abstracts, folder);
    assertThat(texts).singleElement().extracting(AnnotatedText::id).isEqualTo("Q1");
    assertThat(texts.get(0).links().orElseThrow())
        .extracting(link -> link.span().in(texts.get(0).text()), AnnotatedText.GoldLink::ids)
        .containsExactlyInAnyOrder(tuple("Italia", Set.of("Q2")), tuple("Italy", Set.of("Q2")));
  }

  private void packed(String name, String lines) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
      out.write(lines.getBytes(StandardCharsets.UTF_8));
    }
  }
}
