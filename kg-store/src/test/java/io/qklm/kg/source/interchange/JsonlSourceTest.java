package io.qklm.kg.source.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.Relation;
import io.qklm.kg.SurfaceForm;
import io.qklm.kg.source.RecordingSink;
import io.qklm.kg.source.SourceCredit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonlSourceTest {

  @TempDir Path folder;

  private final RecordingSink sink = new RecordingSink();

  private RecordingSink read(String name, String content) throws IOException {
    return read(name, content.getBytes(StandardCharsets.UTF_8));
  }

  private RecordingSink read(String name, byte[] content) throws IOException {
    new JsonlSource(Files.write(folder.resolve(name), content)).readInto(sink);
    return sink;
  }

  private static byte[] gzip(String content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void readsAFullEntity() throws IOException {
    read(
        "entities.jsonl",
        """
        {"id":"Q64","title":"Berlin","labels":{"en":" Berlin ","zh":"柏林"},"aliases":{"en":["Spree-Athen","Berlin","","Spree-Athen"],"zh":[]},"descriptions":{"en":"capital of Germany"},"types":["City","City","Place"],"kind":"LOC","rank":0.8303,"sources":["x"]}
        """);
    assertThat(sink.problems).isEmpty();
    assertThat(sink.notes).isEmpty();
    assertThat(sink.entities)
        .containsExactly(
            new Entity(
                new EntityId("Q64"),
                Map.of("en", "Berlin", "zh", "柏林"),
                Map.of("en", List.of("Spree-Athen")),
                Map.of("en", "capital of Germany"),
                List.of("City", "Place"),
                EntityKind.LOC,
                0.8303f));
  }

  @Test
  void isLiberalInWhatItTakes() throws IOException {
    read(
        "entities.jsonl",
        """
        \uFEFF{"id":"my:thing/1","label":"Thing"}\r

        {"label":"Other","aliases":["one","two"],"description":"a thing","kind":"org","id":"x","colour":"red","rank":null}
        {"id":"y","label":"Y","kind":"PLANT","size":3,"aliases":null}
        """);
    assertThat(sink.problems).isEmpty();
    assertThat(sink.entities)
        .extracting(e -> e.id().value())
        .containsExactly("my:thing/1", "x", "y");
    Entity other = sink.entities.get(1);
    assertThat(other.aliases()).isEqualTo(Map.of("en", List.of("one", "two")));
    assertThat(other.description("en")).hasValue("a thing");
    assertThat(other.kind()).isEqualTo(EntityKind.ORG);
    assertThat(sink.entities.get(2).kind()).isEqualTo(EntityKind.UNKNOWN);
    assertThat(sink.notes)
        .containsExactly(
            folder.resolve("entities.jsonl")
                + ": keys that mean nothing here were passed over: colour, size",
            folder.resolve("entities.jsonl")
                + ": kinds that are not known were taken as UNKNOWN: PLANT; PER, ORG,"
                + " LOC, MISC, OTHER and UNKNOWN are allowed, and words such as Person,"
                + " ORGANIZATION and GPE");
  }

  @Test
  void reportsEveryBadEntityWithItsLine() throws IOException {
    read(
        "entities.jsonl",
        """
        {"id":"a","label":"A"}
        {"id":"b"
        [1]
        {"label":"no id"}
        {"id":"white space","label":"x"}
        {"id":"c"}
        {"id":"d","label":" "}
        {"id":"e","label":"E","rank":1.5}
        {"id":"f","label":"F","rank":NaN}
        {"id":"g","label":"G","rank":"high"}
        {"id":"h","labels":{"en":5}}
        {"id":"i","labels":{"e n":"I"}}
        {"id":"j","label":"J","aliases":"x"}
        {"id":"k","label":"K","types":"x"}
        {"id":"l","label":"L"} trailing
        {"id":"z","label":"Z"}
        """);
    String place = folder.resolve("entities.jsonl") + ":";
    assertThat(sink.entities).extracting(e -> e.id().value()).containsExactly("a", "z");
    assertThat(sink.problems).hasSize(14).allMatch(problem -> problem.startsWith(place));
    assertThat(sink.problems.get(0)).startsWith(place + "2: the line is no JSON: ");
    assertThat(sink.problems)
        .contains(
            place + "3: the line is no JSON object; an entity is one object a line",
            place + "4: the entity has no 'id'; a string without white space is needed",
            place + "6: entity c has no label; give 'label' or 'labels' with at least one language",
            place + "8: entity e has the rank 1.5; a number from 0 to 1 is allowed",
            place + "12: 'labels' has the language 'e n'; letters, digits and hyphens are allowed",
            place
                + "13: 'aliases' is neither an array of strings nor an object of arrays by"
                + " language");
  }

  @Test
  void theDayOfARecordIsCheckedAndPassedOver() throws IOException {
    read(
        "entities.jsonl",
        """
        {"id":"a","label":"A","asOf":"2026"}
        {"id":"b","label":"B","asOf":"2026-11"}
        {"id":"c","label":"C","asOf":"2026-11-30"}
        {"id":"d","label":"D","asOf":"2026-13"}
        {"id":"e","label":"E","asOf":2026}
        """);
    assertThat(sink.entities).extracting(e -> e.id().value()).containsExactly("a", "b", "c");
    assertThat(sink.notes).isEmpty();
    assertThat(sink.problems)
        .hasSize(2)
        .first()
        .asString()
        .endsWith(
            "entity d has the asOf \"2026-13\"; a string YYYY, YYYY-MM or YYYY-MM-DD is allowed");
  }

  @Test
  void dropsAliasesThatAreTooLong() throws IOException {
    read(
        "entities.jsonl",
        "{\"id\":\"a\",\"label\":\"A\",\"aliases\":[\"" + "x".repeat(201) + "\",\"ok\"]}");
    assertThat(sink.entities.get(0).aliases()).isEqualTo(Map.of("en", List.of("ok")));
    assertThat(sink.problems).isEmpty();
    assertThat(sink.notes.get(0)).endsWith("1 aliases of more than 200 characters were left out");
  }

  @Test
  void readsFactsOfEveryKind() throws IOException {
    read(
        "facts.tsv",
        """
        Q64\tP17\tentity\tQ183\t
        Q64\tP1082\tquantity\t-12.50\tQ11573
        Q64\tP571\ttime\t-0044-03-15\t11
        Q64\tP571\ttime\t1237-01-01\t
        Q64\tP625\tcoordinate\t52.5, 13.4\t
        Q64\tP1549\tstring\ta\\tb\\\\c\\nd\ten
        """);
    EntityId berlin = new EntityId("Q64");
    assertThat(sink.problems).isEmpty();
    assertThat(sink.facts)
        .containsExactly(
            new Fact(berlin, "P17", new FactObject.OfEntity(new EntityId("Q183"))),
            new Fact(
                berlin,
                "P1082",
                new FactObject.Quantity(new BigDecimal("-12.50"), Optional.of("Q11573"))),
            new Fact(berlin, "P571", new FactObject.Time(-44, 3, 15, 11)),
            new Fact(berlin, "P571", new FactObject.Time(1237, 1, 1, 11)),
            new Fact(berlin, "P625", new FactObject.Coordinate(52.5, 13.4)),
            new Fact(berlin, "P1549", new FactObject.Text("a\tb\\c\nd", Optional.of("en"))));
  }

  @Test
  void reportsEveryBadFactWithItsLine() throws IOException {
    read(
        "facts.tsv",
        """
        Q64\tP17\tentity
        Q64\tP17\tperson\tQ183\t
        Q64\tP1082\tquantity\tNaN\t
        Q64\tP1082\tquantity\t1e999999999\t
        Q64\tP571\ttime\t12/37\t9
        Q64\tP571\ttime\t1237-13-01\t9
        Q64\tP571\ttime\t1237-01-01\tday
        Q64\tP625\tcoordinate\t91,0\t
        Q64\tP625\tcoordinate\tNaN,0\t
        Q64\tP1549\tstring\t\t
        Q64\tP1549\tstring\ta\\x\t
        \tP17\tentity\tQ183\t
        Q64\t\tentity\tQ183\t
        Q64\tP17\tentity\t\t
        """);
    String place = folder.resolve("facts.tsv") + ":";
    assertThat(sink.facts).isEmpty();
    assertThat(sink.problems).hasSize(14);
    assertThat(sink.problems)
        .startsWith(
            place
                + "1: the line has 3 fields and needs 5, separated by tabs: subject, relation,"
                + " kind, object, unit",
            place
                + "2: 'person' is no kind of fact; entity, string, quantity, time and coordinate"
                + " are allowed",
            place
                + "3: 'NaN' is no decimal number of at most 200 characters; digits and a decimal"
                + " point are allowed, such as -12.5 or 1e3");
  }

  @Test
  void readsSurfaceFormsAndRelations() throws IOException {
    read("aliases.tsv", "Bumi\tQ2\t0.851852\twikidict\nx\tQ2\t0\tw\ny\tQ2\tNaN\tw\n\tQ2\t1\tw\n");
    read("relations.tsv", "P36\tcapital\t首都\tP1376\nP40\t\t\t\n\ta\tb\tc\n");
    assertThat(sink.surfaces)
        .containsExactly(new SurfaceForm("Bumi", new EntityId("Q2"), 0.851852, "wikidict"));
    assertThat(sink.relations)
        .containsExactly(
            new Relation("P36", Map.of("en", "capital", "zh", "首都"), Optional.of("P1376")),
            new Relation("P40", Map.of(), Optional.empty()));
    assertThat(sink.problems)
        .containsExactly(
            folder.resolve("aliases.tsv")
                + ":2: the weight 0 is not a number above 0; leave the line out instead",
            folder.resolve("aliases.tsv")
                + ":3: the weight NaN is not a number above 0; leave the line out instead",
            folder.resolve("aliases.tsv")
                + ":4: the surface form has 0 characters; 1 to 200 are allowed",
            folder.resolve("relations.tsv") + ":3: the relation has no id");
  }

  @Test
  void tellsGzipByContentAndFilesByName() throws IOException {
    read("entities.jsonl", gzip("{\"id\":\"a\",\"label\":\"A\"}"));
    read("cities-facts.tsv.gz", "a\tr\tentity\tb\t\n");
    read("people.jsonl.gz", gzip("{\"id\":\"b\",\"label\":\"B\"}\n"));
    assertThat(sink.entities).extracting(e -> e.id().value()).containsExactly("a", "b");
    assertThat(sink.facts).hasSize(1);
    assertThatThrownBy(() -> read("knowledge.txt", "x"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot be told from its name; end it in entities.jsonl");
  }

  @Test
  void refusesFoldersThatHoldNothingOrTooMuch() throws IOException {
    assertThatThrownBy(() -> new JsonlSource(folder).readInto(sink))
        .hasMessageContaining("it has none of entities.jsonl, facts.tsv");
    assertThatThrownBy(() -> new JsonlSource(folder.resolve("nowhere")).readInto(sink))
        .hasMessageContaining("there is no folder or file");
    Files.writeString(folder.resolve("facts.tsv"), "");
    Files.writeString(folder.resolve("facts.tsv.gz"), "");
    assertThatThrownBy(() -> new JsonlSource(folder).readInto(sink))
        .hasMessageContaining("has both facts.tsv and facts.tsv.gz; remove one");
  }

  @Test
  void refusesACutGzipFile() throws IOException {
    byte[] whole = gzip("{\"id\":\"a\",\"label\":\"A\"}\n".repeat(1000));
    assertThatThrownBy(() -> read("entities.jsonl.gz", Arrays.copyOf(whole, whole.length / 2)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("entities.jsonl.gz is no whole gzip file")
        .hasMessageContaining("fetch it again");
  }

  @Test
  void readsCreditsOrNamesTheFolder() throws IOException {
    Files.writeString(folder.resolve("facts.tsv"), "");
    assertThat(new JsonlSource(folder).credits())
        .containsExactly(new SourceCredit(String.valueOf(folder.getFileName()), "not stated", ""));
    Files.writeString(folder.resolve("credits.tsv"), "cities\tODbL 1.0\tby them\n");
    assertThat(new JsonlSource(folder).credits())
        .containsExactly(new SourceCredit("cities", "ODbL 1.0", "by them"));
    Files.writeString(folder.resolve("credits.tsv"), "cities\n");
    assertThatThrownBy(() -> new JsonlSource(folder).credits())
        .hasMessageContaining("credits.tsv:1: the line has 1 fields and needs 3");
  }

  @Test
  void noiseIsReportedAndNeverThrown() throws IOException {
    Random random = new Random(11);
    byte[] seed =
        "{\"id\":\"a\",\"label\":\"A\",\"aliases\":{\"en\":[\"x\"]}}\na\tr\ttime\t12-01-01\t9\n"
            .getBytes(StandardCharsets.UTF_8);
    for (String name : List.of("entities.jsonl", "facts.tsv", "aliases.tsv", "relations.tsv")) {
      for (int i = 0; i < 300; i++) {
        byte[] noise = seed.clone();
        for (int j = 0; j < 6; j++) {
          noise[random.nextInt(noise.length)] = (byte) random.nextInt(256);
        }
        read(name, noise);
      }
    }
    assertThat(sink.problems).isNotEmpty();
  }

  @Test
  void refusesEntitiesInAnotherForm() {
    for (String[] file :
        List.of(
            new String[] {"id,name\nc1,Holm\n", "looks like CSV"},
            new String[] {"id\tname\n".repeat(40), "looks like CSV"},
            new String[] {"[\n{\"id\": 1}\n]", "jq -c"},
            new String[] {"{\n\"id\": 1\n}", "jq -c"},
            new String[] {"<xml/>", "looks like XML"})) {
      assertThatThrownBy(() -> read("entities.jsonl", file[0]))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file[1]);
    }
  }

  @Test
  void headersArePassedOverInEachTable() throws IOException {
    read("facts.tsv", "#Subject\tRelation\tKind\tObject\tUnit\na\tr\ttime\t1901-05\t\n");
    read("aliases.tsv", "surface\tid\tweight\tsource\nHolm\ta\t2\ts\n");
    read("relations.tsv", "relation\ten\tzh\tinverse\nr\tnear\t\t\n");
    assertThat(sink.problems).isEmpty();
    assertThat(sink.notes).hasSize(3).allMatch(note -> note.contains("names the columns"));
    assertThat(sink.facts)
        .singleElement()
        .satisfies(
            fact -> assertThat(fact.object()).isEqualTo(new FactObject.Time(1901, 5, 1, 10)));
  }

  @Test
  void languagesMayBeWrittenWithAnUnderscore() throws IOException {
    read("entities.jsonl", "{\"id\": \"a\", \"labels\": {\"en_US\": \"Color Yard\"}}\n");
    assertThat(sink.problems).isEmpty();
    assertThat(sink.entities.get(0).labels()).containsOnlyKeys("en-US");
    assertThat(sink.entities.get(0).label("en")).isEqualTo("Color Yard");
  }

  @Test
  void saysThatAFileIsUtf16() {
    byte[] text = "{\"id\": \"a\", \"label\": \"A\"}\n".getBytes(StandardCharsets.UTF_16);
    assertThatThrownBy(() -> read("entities.jsonl", text))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("entities.jsonl is UTF-16", "iconv");
  }
}
