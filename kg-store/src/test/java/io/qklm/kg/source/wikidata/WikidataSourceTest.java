package io.qklm.kg.source.wikidata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.FactObject;
import io.qklm.kg.source.Gathered;
import io.qklm.kg.source.lines.BoundedLines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entities here are invented, in the form documented for Wikidata's dumps. */
class WikidataSourceTest {

  private static final String ADA =
      """
      {"type":"item","id":"Q9001","labels":{"en":{"language":"en","value":"Ada Example"},
      "zh":{"language":"zh","value":"艾达"},"de":{"language":"de","value":"Ada Beispiel"}},
      "descriptions":{"en":{"language":"en","value":"invented engineer"}},
      "aliases":{"en":[{"language":"en","value":"A. Example"},{"language":"en","value":"Ada Example"}]},
      "claims":{
      "P31":[%s],
      "P27":[%s,%s],
      "P20":[{"mainsnak":{"snaktype":"somevalue","property":"P20","datatype":"wikibase-item"},"type":"statement","rank":"normal"}],
      "P40":[{"mainsnak":{"snaktype":"novalue","property":"P40","datatype":"wikibase-item"},"type":"statement","rank":"normal"}],
      "P214":[{"mainsnak":{"snaktype":"value","property":"P214","datatype":"external-id","datavalue":{"value":"12345","type":"string"}},"rank":"normal"}],
      "P2048":[{"mainsnak":{"snaktype":"value","property":"P2048","datatype":"quantity","datavalue":{"value":{"amount":"+1.75","unit":"http://www.wikidata.org/entity/Q11573","upperBound":"+1.76","lowerBound":"+1.74"},"type":"quantity"}},
        "qualifiers":{"P585":[{"snaktype":"value","datavalue":{"value":{"time":"bad"}}}]},"references":[{"snaks":{}}],"rank":"normal"}],
      "P1971":[{"mainsnak":{"snaktype":"value","property":"P1971","datatype":"quantity","datavalue":{"value":{"amount":"+2","unit":"1"},"type":"quantity"}},"rank":"normal"}],
      "P569":[%s],
      "P625":[{"mainsnak":{"snaktype":"value","property":"P625","datatype":"globe-coordinate","datavalue":{"value":{"latitude":52.5,"longitude":-13.25,"precision":0.1,"globe":"http://www.wikidata.org/entity/Q2"},"type":"globecoordinate"}},"rank":"normal"},
        {"mainsnak":{"snaktype":"value","property":"P625","datatype":"globe-coordinate","datavalue":{"value":{"latitude":1,"longitude":2,"globe":"http://www.wikidata.org/entity/Q405"},"type":"globecoordinate"}},"rank":"normal"}],
      "P1559":[{"mainsnak":{"snaktype":"value","property":"P1559","datatype":"monolingualtext","datavalue":{"value":{"text":"Ada Beispiel","language":"de"},"type":"monolingualtext"}},"rank":"normal"}],
      "P281":[{"mainsnak":{"snaktype":"value","property":"P281","datatype":"string","datavalue":{"value":"10115","type":"string"}},"rank":"normal"}]
      },
      "sitelinks":{"enwiki":{"site":"enwiki","title":"Ada Example","badges":[]},"dewiki":{"site":"dewiki","title":"Ada","badges":[]}},
      "lastrevid":7}
      """
          .formatted(
              entity("P31", "Q5", "normal"),
              entity("P27", "Q9100", "normal"),
              entity("P27", "Q9101", "preferred"),
              time("P569", "+1815-12-00T00:00:00Z", 10)
                  + ","
                  + time("P569", "-0044-03-15T00:00:00Z", 11))
          .replace("\n", "");

  private static final String PROPERTY =
      """
      {"type":"property","datatype":"wikibase-item","id":"P22","labels":{"en":{"language":"en","value":"father"}},
      "descriptions":[],"aliases":[],"claims":{"P1696":[{"mainsnak":{"snaktype":"value","property":"P1696","datatype":"wikibase-property","datavalue":{"value":{"entity-type":"property","numeric-id":40,"id":"P40"},"type":"wikibase-entityid"}},"rank":"normal"}]}}
      """
          .replace("\n", "");

  @TempDir Path folder;

  private static String entity(String property, String id, String rank) {
    return "{\"mainsnak\":{\"snaktype\":\"value\",\"property\":\""
        + property
        + "\",\"datatype\":\"wikibase-item\",\"datavalue\":{\"value\":{\"entity-type\":\"item\",\"id\":\""
        + id
        + "\"},\"type\":\"wikibase-entityid\"}},\"type\":\"statement\",\"rank\":\""
        + rank
        + "\"}";
  }

  private static String time(String property, String time, int precision) {
    return "{\"mainsnak\":{\"snaktype\":\"value\",\"property\":\""
        + property
        + "\",\"datatype\":\"time\",\"datavalue\":{\"value\":{\"time\":\""
        + time
        + "\",\"timezone\":0,\"before\":0,\"after\":0,\"precision\":"
        + precision
        + ",\"calendarmodel\":\"http://www.wikidata.org/entity/Q1985786\"},\"type\":\"time\"}},\"rank\":\"normal\"}";
  }

  private static String item(String id, String label, String claims, int sitelinks) {
    StringBuilder pages = new StringBuilder();
    for (int i = 0; i < sitelinks; i++) {
      pages.append(i == 0 ? "" : ",").append("\"w").append(i).append("\":{\"title\":\"x\"}");
    }
    return "{\"type\":\"item\",\"id\":\""
        + id
        + "\",\"labels\":{\"en\":{\"language\":\"en\",\"value\":\""
        + label
        + "\"}},\"descriptions\":[],\"aliases\":[],\"claims\":"
        + claims
        + ",\"sitelinks\":{"
        + pages
        + "}}";
  }

  private Path dump(String... lines) throws IOException {
    return Files.writeString(
        folder.resolve("dump.json"), "[\n" + String.join(",\n", Arrays.asList(lines)) + "\n]\n");
  }

  private static Gathered read(Path file) throws IOException {
    return Gathered.of(new WikidataSource(file, WikidataOptions.defaults()));
  }

  @Test
  void readsTextsTypesKindAndRankOfAnItem() throws IOException {
    Gathered read = read(dump(ADA, PROPERTY));
    assertThat(read.problems).isEmpty();
    Entity ada = read.entities.get("Q9001");
    assertThat(ada.labels()).containsOnlyKeys("en", "zh").containsEntry("zh", "艾达");
    assertThat(ada.aliases().get("en")).containsExactly("A. Example");
    assertThat(ada.description("en")).contains("invented engineer");
    assertThat(ada.types()).containsExactly("Q5");
    assertThat(ada.kind()).isEqualTo(EntityKind.PER);
    assertThat((double) ada.rank()).isBetween(0.18, 0.19);
  }

  @Test
  void readsEachKindOfValueAndLeavesOutWhatSaysNothing() throws IOException {
    Gathered read = read(dump(ADA));
    assertThat(read.objects("Q9001", "P2048"))
        .containsExactly(new FactObject.Quantity(new BigDecimal("1.75"), Optional.of("Q11573")));
    assertThat(read.objects("Q9001", "P1971"))
        .containsExactly(new FactObject.Quantity(new BigDecimal("2"), Optional.empty()));
    assertThat(read.objects("Q9001", "P569"))
        .containsExactly(new FactObject.Time(1815, 12, 1, 10), new FactObject.Time(-43, 3, 15, 11));
    assertThat(read.objects("Q9001", "P625"))
        .containsExactly(new FactObject.Coordinate(52.5, -13.25));
    assertThat(read.objects("Q9001", "P1559"))
        .containsExactly(new FactObject.Text("Ada Beispiel", Optional.of("de")));
    assertThat(read.objects("Q9001", "P281"))
        .containsExactly(new FactObject.Text("10115", Optional.empty()));
    assertThat(read.facts)
        .extracting(f -> f.relation())
        .doesNotContain("P20", "P40", "P214", "P31");
  }

  @Test
  void takesPreferredClaimsOverNormalOnesAndNeverDeprecatedOnes() throws IOException {
    Gathered read =
        read(
            dump(ADA, item("Q1", "a", "{\"P17\":[" + entity("P17", "Q2", "deprecated") + "]}", 0)));
    assertThat(read.objects("Q9001", "P27"))
        .containsExactly(new FactObject.OfEntity(new EntityId("Q9101")));
    assertThat(read.objects("Q1", "P17")).isEmpty();
  }

  @Test
  void makesRelationsOfProperties() throws IOException {
    Gathered read = read(dump(PROPERTY));
    assertThat(read.entities).isEmpty();
    assertThat(read.relations.get("P22").label("en")).isEqualTo("father");
    assertThat(read.relations.get("P22").inverse()).contains("P40");
  }

  @Test
  void leavesOutObscureItemsWikiPagesAndThoseWithoutALabel() throws IOException {
    Path dump =
        dump(
            item("Q1", "known", "[]", 3),
            item("Q2", "obscure", "[]", 2),
            item("Q3", "ambiguous", "{\"P31\":[" + entity("P31", "Q4167410", "normal") + "]}", 9),
            item("Q4", "x", "[]", 5).replace("\"en\"", "\"fr\""));
    Gathered read = Gathered.of(new WikidataSource(dump, new WikidataOptions(List.of("en"), 3)));
    assertThat(read.entities).containsOnlyKeys("Q1");
    assertThat(read.problems).isEmpty();
    assertThat(read.notes)
        .hasSize(3)
        .anyMatch(n -> n.endsWith("1 items have too few sitelinks and were left out"));
  }

  @Test
  void takesTheLabelForAllLanguagesWhereThereIsNoOther() throws IOException {
    Gathered read = read(dump(item("Q1", "Ada", "[]", 0).replace("\"en\"", "\"mul\"")));
    assertThat(read.entities.get("Q1").labels())
        .containsEntry("en", "Ada")
        .containsEntry("zh", "Ada");
  }

  @Test
  void reportsBadLinesWithTheirNumberAndGoesOn() throws IOException {
    Path dump =
        dump(
            "{\"type\":\"item\",\"id\":\"Q1\"",
            "17",
            item("Q2", "a", "[]", 0).replace("\"item\"", "\"thing\""),
            item("Q 3", "a", "[]", 0),
            item("Q4", "a", "{\"P569\":[" + time("P569", "yesterday", 11) + "]}", 0),
            item("Q5000", "good", "[]", 0));
    Gathered read = read(dump);
    assertThat(read.entities).containsKeys("Q5000", "Q4");
    assertThat(read.problems).hasSize(5);
    assertThat(read.problems.get(0)).startsWith(dump + ":2: the line was cut");
    assertThat(read.problems.get(2)).contains(":4: ", "'thing'");
    assertThat(read.problems.get(4)).contains(":6: Q4 P569: 'yesterday' is no date");
  }

  @Test
  void tellsCompressionFromTheContent() throws IOException {
    byte[] plain = Files.readAllBytes(dump(ADA, PROPERTY));
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(gzip)) {
      out.write(plain);
    }
    // Two streams in a row, as parallel compressors write them.
    ByteArrayOutputStream bzip2 = new ByteArrayOutputStream();
    for (byte[] part :
        List.of(Arrays.copyOf(plain, 500), Arrays.copyOfRange(plain, 500, plain.length))) {
      OutputStream out = new BZip2CompressorOutputStream(bzip2);
      out.write(part);
      out.close();
    }
    for (ByteArrayOutputStream packed : List.of(gzip, bzip2)) {
      Path file = Files.write(folder.resolve("packed"), packed.toByteArray());
      assertThat(read(file).entities).containsOnlyKeys("Q9001");
      assertThat(read(file).relations).containsOnlyKeys("P22");
    }
    Path cut =
        Files.write(folder.resolve("cut"), Arrays.copyOf(bzip2.toByteArray(), bzip2.size() / 2));
    assertThatThrownBy(() -> read(cut)).isInstanceOf(IOException.class).hasMessageContaining("cut");
  }

  @Test
  void readsLinesLongerThanOtherFormatsMayHave() throws IOException {
    String filler = new String(new char[17 << 20]).replace('\0', ' ');
    Path dump = dump(item("Q1", "a", "{" + filler + "}", 0));
    assertThat(Files.size(dump)).isGreaterThan(BoundedLines.MAX_LINE_BYTES);
    assertThat(read(dump).entities).containsOnlyKeys("Q1");
  }

  @Test
  void saysWhichFileIsMissing() {
    assertThatThrownBy(() -> read(folder.resolve("none")))
        .hasMessage("there is no file " + folder.resolve("none") + " to read knowledge from");
  }

  private static final String OLD_FORMS =
      """
      {"type":"item","id":"Q1","labels":[{"language":"en","value":"Mill Lane"},{"language":"fr","value":"x"}],
      "descriptions":[],"aliases":{"en":{"0":{"language":"en","value":"Lane of Mills"},"3":{"language":"en","value":"Mill Ln"}}},
      "claims":{"P31":{"0":{"mainsnak":{"snaktype":"value","property":"P31","datavalue":{"value":{"entity-type":"item","numeric-id":5107},"type":"wikibase-entityid"}},"rank":"normal"}},
      "P17":["Q9"]},
      "sitelinks":[{"site":"enwiki","title":"Mill Lane"},{"site":"frwiki","title":"Mill Lane"}]}
      {"id":"Q2","labels":{"en":"Weir House"},"aliases":{"en":["The Weir"]},
      "claims":[{"mainsnak":{"snaktype":"value","property":"P17","datavalue":{"value":{"entity-type":"item","numeric-id":30},"type":"wikibase-entityid"}},"rank":"deprecated"},
      {"mainsnak":{"snaktype":"value","property":"P36","datavalue":{"value":{"entity-type":"item","numeric-id":31},"type":"wikibase-entityid"}},"rank":"normal"}]}
      """;

  @Test
  void readsOldAndSimplifiedForms() throws IOException {
    String lines = OLD_FORMS.replaceAll("\n(?!\\{\"(type\":\"item|id\":\"Q))", "");
    Path file = Files.writeString(folder.resolve("old.json"), lines);
    Gathered read = read(file);
    assertThat(read.problems).isEmpty();
    Entity lane = read.entities.get("Q1");
    assertThat(lane.label("en")).isEqualTo("Mill Lane");
    assertThat(lane.aliases().get("en")).containsExactly("Lane of Mills", "Mill Ln");
    assertThat(lane.types()).containsExactly("Q5107");
    assertThat(lane.kind()).isEqualTo(EntityKind.LOC);
    assertThat((double) lane.rank()).isGreaterThan(0.1);
    Entity house = read.entities.get("Q2");
    assertThat(house.label("en")).isEqualTo("Weir House");
    assertThat(house.aliases().get("en")).containsExactly("The Weir");
    assertThat(read.objects("Q2", "P36"))
        .containsExactly(new FactObject.OfEntity(new EntityId("Q31")));
    assertThat(read.objects("Q2", "P17")).isEmpty();
  }

  @Test
  void readsAnswersOfTheApiAndArraysAndGoesOnAfterABadOne() throws IOException {
    String one = item("Q1", "one", "[]", 0);
    String two = item("Q2", "two", "[]", 0);
    String bad = one.replace("\"item\"", "\"thing\"");
    for (String text :
        List.of(
            "{\"entities\":{\"Q1\":"
                + one
                + ",\"Q7\":"
                + bad
                + ",\"Q8\":{\"id\":\"Q8\",\"missing\":\"\"},\"Q2\":"
                + two
                + "},\"success\":1}",
            "[" + one + "," + bad + "," + two + "]")) {
      Gathered read = read(Files.writeString(folder.resolve("answer.json"), text));
      assertThat(read.entities).containsOnlyKeys("Q1", "Q2");
      assertThat(read.problems).singleElement().asString().contains(":1: ", "'thing'");
    }
  }

  @Test
  void tellsADumpThatWasCutShortAndOneThatIsSpreadOverLines() throws IOException {
    String one = item("Q1", "one", "[]", 0);
    Path cut = Files.writeString(folder.resolve("cut.json"), "[\n" + one + ",\n" + one + "\n");
    assertThat(read(cut).problems).singleElement().asString().contains("it was cut short");
    Path whole = Files.writeString(folder.resolve("whole.json"), "[" + one + ",\n" + one + "]");
    assertThat(read(whole).problems).isEmpty();
    Path spread =
        Files.writeString(folder.resolve("spread.json"), "[\n  {\n    \"id\": \"Q1\"\n  }\n]\n");
    assertThatThrownBy(() -> read(spread)).hasMessageContainingAll("several lines", "jq -c");
  }

  @Test
  void labelsOfARegionCountForTheLanguage() throws IOException {
    String labels =
        "\"labels\":{\"en-gb\":{\"value\":\"Colour Yard\"},\"zh-hant\":{\"value\":\"院\"},"
            + "\"zh-hans\":{\"value\":\"场\"},\"fr\":{\"value\":\"cour\"}}";
    String line = item("Q1", "x", "[]", 0).replaceFirst("\"labels\":\\{\"en\":\\{[^}]*}}", labels);
    Entity yard = read(dump(line)).entities.get("Q1");
    assertThat(yard.labels()).containsEntry("en", "Colour Yard").containsEntry("zh", "场");
    assertThat(yard.aliases().get("zh")).containsExactly("院");
  }

  @Test
  void valuesWithoutATypeAreOfTheTypeThatTheirPropertyHas() throws IOException {
    String claim =
        "{\"%s\":[{\"mainsnak\":{\"snaktype\":\"value\",\"property\":\"%s\",\"datavalue\":{\"value\":\"77\","
            + "\"type\":\"string\"}},\"rank\":\"normal\"}]}";
    String property =
        "{\"type\":\"property\",\"datatype\":\"external-id\",\"id\":\"P214\",\"labels\":{}}";
    Gathered read =
        read(
            dump(
                property,
                item("Q1", "a", claim.formatted("P214", "P214"), 0),
                item("Q2", "b", claim.formatted("P281", "P281"), 0)));
    assertThat(read.facts).extracting(f -> f.relation()).containsExactly("P281");
  }
}
