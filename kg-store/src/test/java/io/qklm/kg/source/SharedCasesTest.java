package io.qklm.kg.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityKind;
import io.qklm.kg.FactObject;
import io.qklm.kg.source.catalog.KnowledgeFormat;
import io.qklm.kg.source.interchange.JsonlSource;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.SnapshotFixtures;
import io.qklm.kg.store.build.BuildReport;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What {@code expect.txt} in each of {@link SharedCases#FOLDERS} asks for. */
class SharedCasesTest {

  private interface Check {
    void of(Path folder) throws IOException;
  }

  private static final List<String> FOLDERS = SharedCases.FOLDERS;

  private final Map<String, Check> checks = new TreeMap<>();

  @TempDir Path work;

  SharedCasesTest() {
    checks.put("40-wd-mul-labels", this::labelsForAllLanguages);
    checks.put("41-wd-cut-file", SharedCasesTest::aCutDump);
    checks.put("43-wd-no-datatype", SharedCasesTest::noDatatype);
    checks.put("44-wd-empty-arrays", SharedCasesTest::emptyArrays);
    checks.put("45-wd-somevalue", SharedCasesTest::unknownValues);
    checks.put("47-wd-quantities", SharedCasesTest::quantities);
    checks.put("48-wd-ranks", SharedCasesTest::ranks);
    checks.put("51-wd-lone-surrogate", this::loneSurrogate);
    checks.put("53-wd-entitydata", folder -> names(wikidata(folder), "Wrapped Entity"));
    checks.put(
        "55-wd-one-line-array",
        folder -> names(wikidata(folder), "Same Line One", "Same Line Two"));
    checks.put("56-wd-jsonl", folder -> names(wikidata(folder), "Bare Line One", "Bare Line Two"));
    checks.put("60-ttl-bom", folder -> names(rdf(folder), "Northbay Ferries", "Southbay Ferries"));
    checks.put("61-ttl-iri-space", SharedCasesTest::aBadIri);
    checks.put("63-nt-bad-lines", SharedCasesTest::badTriples);
    checks.put(
        "64-ttl-langstring", folder -> names(rdf(folder), "Untagged Harbour", "After Harbour"));
    checks.put("66-ttl-schema-kinds", SharedCasesTest::kindsOfVocabularies);
    checks.put("69-rdf-other-syntax", SharedCasesTest::otherSyntaxes);
    checks.put("70-ttl-escapes", this::escapes);
    checks.put("74-csv", SharedCasesTest::csv);
    checks.put("75-jsonl-kinds", SharedCasesTest::kinds);
    checks.put("77-facts-tsv-traps", SharedCasesTest::facts);
  }

  @Test
  void eachFolderHasACheck() {
    assertThat(checks.keySet()).containsExactlyInAnyOrderElementsOf(FOLDERS);
  }

  @ParameterizedTest
  @FieldSource("FOLDERS")
  void isRightInThisFolder(String folder) throws IOException {
    Check check = checks.get(folder);
    assertThat(check).isNotNull();
    check.of(SharedCases.folder(folder));
  }

  private static Gathered read(String specification) throws IOException {
    return Gathered.of(KnowledgeFormat.parse(specification).get(0));
  }

  private static Gathered wikidata(Path folder) throws IOException {
    return read("wikidata=" + folder.resolve("dump.json"));
  }

  private static Gathered rdf(Path folder) throws IOException {
    return read("rdf=" + folder);
  }

  private static void names(Gathered read, String... names) {
    assertThat(read.entities.values()).extracting(e -> e.label("en")).containsExactly(names);
    assertThat(read.problems).isEmpty();
  }

  private KnowledgeSnapshot built(String specification) throws IOException {
    Path output = work.resolve("built");
    BuildReport report =
        SnapshotFixtures.build(
            SnapshotFixtures.options(output),
            KnowledgeFormat.parse(specification).toArray(KnowledgeSource[]::new));
    return KnowledgeSnapshot.open(report.folder());
  }

  private static List<String> found(KnowledgeSnapshot snapshot, String surface) {
    return snapshot.aliases().candidates(surface, 9).stream()
        .map(candidate -> snapshot.entity(candidate.ordinal()).id().value())
        .toList();
  }

  private void labelsForAllLanguages(Path folder) throws IOException {
    try (KnowledgeSnapshot snapshot = built("wikidata=" + folder.resolve("dump.json"))) {
      assertThat(found(snapshot, "Greta Solvang")).containsExactly("Q900001");
      assertThat(found(snapshot, "G. Solvang")).containsExactly("Q900001");
      assertThat(found(snapshot, "Quillon Freight")).containsExactly("Q900003");
      int captain = snapshot.aliases().candidates("Greta Solvang", 1).get(0).ordinal();
      assertThat(snapshot.text(captain, "en").label()).isEqualTo("Greta Solvang");
      assertThat(snapshot.text(captain, "zh").label()).isEqualTo("Greta Solvang");
      assertThat(snapshot.relation("P9001").label("en")).isEqualTo("flagship");
    }
    Gathered english = read("wikidata=" + folder.resolve("dump.json") + "?languages=en");
    assertThat(english.entities.get("Q900003").aliases().get("en"))
        .containsExactly("Quillon Freight");
  }

  private static void aCutDump(Path folder) throws IOException {
    Gathered read = wikidata(folder);
    assertThat(read.entities).containsOnlyKeys("Q900011");
    assertThat(read.problems).hasSize(2);
    assertThat(read.problems.get(0)).contains("dump.json:3: ", "the line was cut");
    assertThat(read.problems.get(1)).contains("it was cut short");
  }

  private static void noDatatype(Path folder) throws IOException {
    Gathered read = wikidata(folder);
    names(read, "Marit Oakes");
    assertThat(read.objects("Q900041", "P7859")).isEmpty();
    assertThat(read.objects("Q900041", "P18")).hasSize(1);
  }

  private static void emptyArrays(Path folder) throws IOException {
    Gathered read = wikidata(folder);
    names(read, "Lower Wickford", "Upper Wickford");
    assertThat(read.notes).singleElement().asString().contains("1 items have no label");
  }

  private static void unknownValues(Path folder) throws IOException {
    Gathered read = wikidata(folder);
    names(read, "Edda Thorn");
    assertThat(read.facts).extracting(fact -> fact.relation()).containsExactly("P1082");
  }

  private static void quantities(Path folder) throws IOException {
    Gathered read = wikidata(folder);
    String town = "Q900081";
    assertThat(read.objects(town, "P1082")).containsExactly(quantity("891700", ""));
    assertThat(read.objects(town, "P2046")).containsExactly(quantity("891.70", "Q712226"));
    assertThat(read.objects(town, "P2044")).containsExactly(quantity("-3.5", "Q11573"));
    assertThat(read.objects(town, "P1083")).containsExactly(quantity("0", ""));
    assertThat(read.objects(town, "P2067"))
        .containsExactly(quantity("0.000000000000000000000000001672621898", "Q11570"));
  }

  private static FactObject quantity(String number, String unit) {
    return new FactObject.Quantity(
        new BigDecimal(number), unit.isEmpty() ? Optional.empty() : Optional.of(unit));
  }

  private static void ranks(Path folder) throws IOException {
    Gathered read = wikidata(folder);
    assertThat(read.objects("Q900091", "P1082")).containsExactly(quantity("250", ""));
    assertThat(read.objects("Q900091", "P17")).isEmpty();
    assertThat(read.entities.get("Q900091").types()).containsExactly("Q6256");
  }

  private void loneSurrogate(Path folder) throws IOException {
    try (KnowledgeSnapshot snapshot = built("wikidata=" + folder.resolve("dump.json"))) {
      assertThat(found(snapshot, "Whole \uD83D\uDE00 Cafe")).containsExactly("Q900122");
      int half = snapshot.ordinal(new io.qklm.kg.EntityId("Q900121")).orElseThrow();
      assertThat(snapshot.text(half, "en").label()).isEqualTo("Half \uFFFD Emoji Cafe");
    }
  }

  private static void aBadIri(Path folder) throws IOException {
    Gathered read = rdf(folder);
    assertThat(read.entities.values())
        .extracting(e -> e.label("en"))
        .containsExactly("Before Company", "After Company");
    assertThat(read.problems).singleElement().asString().contains("our logo.png");
  }

  private static void badTriples(Path folder) throws IOException {
    Gathered read = rdf(folder);
    assertThat(read.entities.values())
        .extracting(e -> e.label("en"))
        .containsExactly("Line One", "Café \"Four\"\tFive", "Tabbed");
    assertThat(read.problems).hasSize(2);
    assertThat(read.problems.get(0)).contains("k.nt:2: ");
    assertThat(read.problems.get(1)).contains("k.nt:3: ");
    assertThat(read.notes).singleElement().asString().contains("1 statements");
  }

  private static void kindsOfVocabularies(Path folder) throws IOException {
    Gathered read = rdf(folder);
    Map<String, EntityKind> kinds = new TreeMap<>();
    read.entities.values().forEach(e -> kinds.put(e.label("en"), e.kind()));
    assertThat(kinds)
        .isEqualTo(
            Map.of(
                "Brackwater", EntityKind.LOC,
                "Quillon Freight", EntityKind.ORG,
                "Harbour Gazette", EntityKind.ORG,
                "Pilots Guild", EntityKind.ORG,
                "Tide Office", EntityKind.ORG,
                "Ann Holm", EntityKind.PER,
                "Nordland", EntityKind.LOC));
    assertThat(read.problems).isEmpty();
  }

  private static void otherSyntaxes(Path folder) {
    Map.of("k.rdf", "RDF/XML", "k.nq", "N-Quads", "k.jsonld", "JSON-LD")
        .forEach(
            (file, syntax) ->
                assertThatThrownBy(() -> read("rdf=" + folder.resolve(file)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll(file + " is " + syntax, "N-Triples", "riot"));
  }

  private void escapes(Path folder) throws IOException {
    try (KnowledgeSnapshot snapshot = built("rdf=" + folder)) {
      assertThat(found(snapshot, "Two Line Inn")).containsExactly("http://harbour.example/id/a");
      assertThat(found(snapshot, "AC/DC")).containsExactly("dbr:AC/DC");
      int band = snapshot.aliases().candidates("AC/DC", 1).get(0).ordinal();
      assertThat(snapshot.text(band, "en").description()).contains("band");
      assertThat(found(snapshot, "São Paulo")).containsExactly("dbr:São_Paulo");
      assertThat(found(snapshot, "Relative House")).isEmpty();
    }
    assertThat(rdf(folder).problems).singleElement().asString().contains("<relative> is relative");
  }

  private static void csv(Path folder) {
    assertThatThrownBy(() -> KnowledgeFormat.parse("csv=" + folder.resolve("cities.csv")))
        .hasMessageContainingAll("'csv' is no format", "one JSON object a line");
    assertThatThrownBy(() -> Gathered.of(new JsonlSource(folder.resolve("cities.csv"))))
        .hasMessageContainingAll("is a table, which is not read", "one JSON object a line");
  }

  private static void kinds(Path folder) throws IOException {
    Gathered read = read("jsonl=" + folder);
    assertThat(read.entities.values())
        .extracting(Entity::kind)
        .containsExactly(
            EntityKind.PER, EntityKind.ORG, EntityKind.LOC, EntityKind.LOC, EntityKind.UNKNOWN);
    assertThat(read.notes).singleElement().asString().contains("type", "did you mean 'types'");
  }

  private static void facts(Path folder) throws IOException {
    Gathered read = read("jsonl=" + folder);
    assertThat(read.notes).singleElement().asString().contains("names the columns");
    assertThat(read.problems)
        .singleElement()
        .asString()
        .contains(":3: '12,5' is no decimal number", "1e3");
    assertThat(read.objects("f:1", "built")).containsExactly(new FactObject.Time(1901, 1, 1, 9));
    assertThat(read.objects("f:1", "area"))
        .containsExactly(new FactObject.Quantity(new BigDecimal("1e3"), Optional.of("m2")));
    assertThat(read.objects("f:1", "near")).hasSize(1);
    assertThat(read.objects("f:1", "place")).containsExactly(new FactObject.Coordinate(54.1, -3.2));
    assertThat(read.objects("f:1", "motto")).hasSize(1);
    assertThat(Files.exists(folder)).isTrue();
  }
}
