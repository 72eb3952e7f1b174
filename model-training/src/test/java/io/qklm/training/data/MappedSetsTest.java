package io.qklm.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.qklm.kg.EntityKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sets of other guidelines than ours, mapped to it or left open, in files made here. */
class MappedSetsTest {

  @TempDir private Path folder;

  private static List<Tuple> names(AnnotatedText text) {
    return text.names().orElseThrow().stream()
        .map(name -> tuple(name.span().in(text.text()), name.kind()))
        .toList();
  }

  private static List<String> open(AnnotatedText text) {
    return text.open().stream().map(span -> span.in(text.text())).toList();
  }

  @Test
  void hardNamesLoseTheirArticleAndProductsAreOpen() throws IOException {
    Path file = folder.resolve("hard.conll");
    Files.writeString(
        file,
        """
        # id 1 domain=en
        the _ _ B-MusicalGRP
        grey _ _ I-MusicalGRP
        owls _ _ I-MusicalGRP
        ate _ _ O
        blue _ _ B-Food
        cheese _ _ I-Food
        with _ _ O
        flu _ _ B-Disease

        # id 2 domain=en
        ann _ _ B-PER
        lee _ _ B-CW
        """);
    List<AnnotatedText> texts = HardNames.read(file);
    assertThat(texts).hasSize(2);
    assertThat(texts.get(0).text()).isEqualTo("the grey owls ate blue cheese with flu");
    assertThat(names(texts.get(0))).containsExactly(tuple("grey owls", EntityKind.ORG));
    assertThat(open(texts.get(0))).containsExactly("the ", "blue cheese");
    assertThat(names(texts.get(1)))
        .containsExactly(tuple("ann", EntityKind.PER), tuple("lee", EntityKind.MISC));
  }

  @Test
  void linksAreNamesWhereTheirPageHasAKindAndOtherCapitalsAreOpen() throws IOException {
    Path entities = folder.resolve("entities.jsonl.gz");
    write(
        entities,
        """
        {"id":"Q1","title":"Port_Ann","kind":"LOC"}
        {"id":"Q2","title":"Bo_Ray","kind":"PER"}
        {"id":"Q3","title":"Rubble","kind":"MISC"}
        {"id":"Q4","title":"Port_Ann_Navy","kind":"ORG"}
        """);
    Path events = folder.resolve("linking/current-events-2025/events.jsonl.gz");
    Files.createDirectories(events.getParent());
    write(
        events,
        """
        {"date":"2026-05-01","text":"Bo Ray is held out.","links":[[0,6,"Bo Ray",false]]}
        {"date":"2026-04-30","text":"Rubble hit President Bo Ray in Port Ann as the Port Ann navy and Others watched.",
        """
                .strip()
            + "\"links\":[[0,6,\"Rubble\",false],[11,27,\"Bo Ray\",false],[-1,5,\"Bo Ray\",false],"
            + "[31,39,\"Port Ann\",false],[47,60,\"Port Ann Navy\",false]]}\n");
    Path again = folder.resolve("stories/wp-current-events/events.jsonl.gz");
    Files.createDirectories(again.getParent());
    Files.copy(events, again);
    List<AnnotatedText> read = LinkedNews.read(folder, entities);
    assertThat(read).hasSize(1);
    AnnotatedText text = read.get(0);
    assertThat(names(text))
        .containsExactly(tuple("Bo Ray", EntityKind.PER), tuple("Port Ann", EntityKind.LOC));
    assertThat(open(text)).contains("Rubble", "President ", "Port Ann navy", "Others");
  }

  @Test
  void ofEveryTenBlocksOneIsKept() {
    List<AnnotatedText> texts =
        IntStream.range(0, 850)
            .mapToObj(
                number -> new AnnotatedText("" + number, "x", Optional.empty(), Optional.empty()))
            .toList();
    List<AnnotatedText> kept = SetPart.TENTH.of(texts);
    assertThat(kept).hasSize(80).startsWith(texts.get(360)).endsWith(texts.get(799));
    assertThat(SetPart.NINE_TENTHS.of(texts)).hasSize(770).doesNotContainAnyElementsOf(kept);
  }

  @Test
  void dispatchesAreWrittenOfWhatIsKnown() throws IOException {
    StringBuilder entities = new StringBuilder();
    String line = "{\"id\":\"%s\",\"labels\":{\"en\":\"%s\"},\"kind\":\"%s\",\"rank\":%s}\n";
    entities.append(line.formatted("Q1", "Ann Lee", "PER", "0.1"));
    entities.append(line.formatted("Q2", "Grey Owls", "ORG", "0.5"));
    entities.append(line.formatted("Q3", "Port Ann", "LOC", "0.5"));
    entities.append(line.formatted("Q4", "Nowhere", "LOC", "0.1"));
    write(folder.resolve("entities.jsonl.gz"), entities.toString());
    write(folder.resolve("facts.tsv.gz"), "Q3\tP1549\tstring\tPortannian\ten\n");
    KnownNames known = KnownNames.read(folder);
    assertThat(known.byKind().get(EntityKind.LOC)).containsExactly("Port Ann");
    List<AnnotatedText> texts = new Dispatches(known, 1).write(200);
    assertThat(texts).hasSize(200).isEqualTo(new Dispatches(known, 1).write(200));
    assertThat(texts.stream().flatMap(text -> names(text).stream()))
        .contains(
            tuple("ANN LEE", EntityKind.PER),
            tuple("Lee", EntityKind.PER),
            tuple("Grey Owls", EntityKind.ORG),
            tuple("PORT ANN", EntityKind.LOC),
            tuple("Portannian", EntityKind.MISC));
    assertThat(texts).noneMatch(text -> text.text().contains("{"));
  }

  private static void write(Path file, String lines) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(lines.getBytes(StandardCharsets.UTF_8));
    }
  }
}
