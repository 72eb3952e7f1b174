package io.qklm.kg.source.rdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.FactObject;
import io.qklm.kg.source.Gathered;
import io.qklm.kg.source.catalog.KnowledgeFormat;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RdfSourceTest {

  private static final String TRIPLES =
      """
      # a comment
      <http://dbpedia.org/resource/Ada_%28x%29> <http://www.w3.org/2000/01/rdf-schema#label> "Ada"@en .
      <http://dbpedia.org/resource/Ada_%28x%29> <http://www.w3.org/2004/02/skos/core#altLabel> "A. \\u00C9xample"@en .
      <http://dbpedia.org/resource/Ada_%28x%29> <http://schema.org/description> "engineer"@en .
      <http://dbpedia.org/resource/Ada_%28x%29> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://dbpedia.org/ontology/Person> .
      this is no triple
      <http://dbpedia.org/resource/Ada_%28x%29> <http://dbpedia.org/ontology/birthDate> "1815-12-10"^^<http://www.w3.org/2001/XMLSchema#date> .
      <http://dbpedia.org/resource/Ada_%28x%29> <http://dbpedia.org/ontology/year> "-0043"^^<http://www.w3.org/2001/XMLSchema#gYear> .
      <http://dbpedia.org/resource/Ada_%28x%29> <http://dbpedia.org/ontology/height> "1.75"^^<http://www.w3.org/2001/XMLSchema#double> .
      <http://dbpedia.org/resource/Ada_%28x%29> <http://dbpedia.org/ontology/height> "tall"^^<http://www.w3.org/2001/XMLSchema#integer> .
      <http://dbpedia.org/resource/Ada_%28x%29> <http://www.wikidata.org/prop/direct/P625> "Point(13.25 52.5)"^^<http://www.opengis.net/ont/geosparql#wktLiteral> .
      <http://dbpedia.org/resource/Ada_%28x%29> <http://dbpedia.org/ontology/motto> "Los!"@de .
      <http://dbpedia.org/resource/Ada_%28x%29> <http://www.wikidata.org/prop/direct/P27> <http://www.wikidata.org/entity/Q9> .
      _:b1 <http://dbpedia.org/ontology/motto> "x" .
      """;

  private static final String ADA = "dbr:Ada_(x)";

  @TempDir Path folder;

  private static Gathered read(Path path) throws IOException {
    return Gathered.of(KnowledgeFormat.parse("rdf=" + path).get(0));
  }

  @Test
  void readsNamesTypesAndFactsOfNTriples() throws IOException {
    Path file = Files.writeString(folder.resolve("a.nt"), TRIPLES);
    Gathered read = read(file);
    Entity ada = read.entities.get(ADA);
    assertThat(ada.label("en")).isEqualTo("Ada");
    assertThat(ada.aliases().get("en")).containsExactly("A. Éxample");
    assertThat(ada.description("en")).contains("engineer");
    assertThat(ada.types()).containsExactly("dbo:Person");
    assertThat(ada.kind()).isEqualTo(EntityKind.PER);
    assertThat(read.objects(ADA, "dbo:birthDate"))
        .containsExactly(new FactObject.Time(1815, 12, 10, 11));
    assertThat(read.objects(ADA, "dbo:year")).containsExactly(new FactObject.Time(-43, 1, 1, 9));
    assertThat(read.objects(ADA, "dbo:height"))
        .containsExactly(new FactObject.Quantity(new BigDecimal("1.75"), Optional.empty()));
    assertThat(read.objects(ADA, "P625")).containsExactly(new FactObject.Coordinate(52.5, 13.25));
    assertThat(read.objects(ADA, "dbo:motto"))
        .containsExactly(new FactObject.Text("Los!", Optional.of("de")));
    assertThat(read.objects(ADA, "P27"))
        .containsExactly(new FactObject.OfEntity(new EntityId("Q9")));
    assertThat(read.problems).hasSize(2);
    assertThat(read.problems.get(0)).startsWith(file + ":6: the line is no triple: ");
    assertThat(read.problems.get(1)).startsWith(file + ":10: 'tall' is no finite number");
    assertThat(read.notes).anyMatch(note -> note.contains("1 statements about or of blank nodes"));
  }

  @Test
  void aStatementOfTurtleThatCannotBeReadCostsNoOther() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("a.ttl"),
            """
            @prefix wd: <http://www.wikidata.org/entity/> .
            @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
            @prefix ex: <http://example.org/> .
            wd:Q1 rdfs:label "Ada"@en, "艾达"@zh ; ex:age 36 .
            wd:Q2 rdfs:label ; broken
            wd:Q3 rdfs:label "never"@en .
            wd:Q4 rdfs:label "after"@en .
            """);
    Gathered read = read(folder);
    assertThat(read.entities).containsOnlyKeys("Q1", "Q4");
    assertThat(read.entities.get("Q1").label("zh")).isEqualTo("艾达");
    assertThat(read.objects("Q1", "http://example.org/age"))
        .containsExactly(new FactObject.Quantity(new BigDecimal("36"), Optional.empty()));
    assertThat(read.problems)
        .singleElement()
        .asString()
        .startsWith(file + ":5: the statement 'wd:Q2 rdfs:label ; broken");
  }

  @Test
  void takesOnlyTheLanguagesAskedFor() throws IOException {
    Files.writeString(
        folder.resolve("a.nt"),
        """
        <http://x.org/a> <http://www.w3.org/2000/01/rdf-schema#label> "Ada"@en .
        <http://x.org/a> <http://www.w3.org/2000/01/rdf-schema#label> "Ada"@de .
        """);
    Gathered read = Gathered.of(KnowledgeFormat.parse("rdf=" + folder + "?languages=de").get(0));
    assertThat(read.entities.get("http://x.org/a").labels()).containsOnlyKeys("de");
  }

  @Test
  void saysWhenThereIsNoRdf() {
    assertThatThrownBy(() -> read(folder)).hasMessageStartingWith("there is no RDF in " + folder);
  }

  private Gathered turtle(String text) throws IOException {
    return read(Files.writeString(folder.resolve("t.ttl"), text));
  }

  @Test
  void cutsStatementsWhereTheyEndAndNowhereElse() throws IOException {
    Gathered read =
        turtle(
            """
            @prefix : <http://x.org/> . @prefix l: <http://www.w3.org/2000/01/rdf-schema#> .
            :a l:label "One. Two. # three"@en ; :v 1.5 . :b l:label 'B <not> an IRI . really' .
            PREFIX f: <http://xmlns.com/foaf/0.1/>
            :c f:name \"""Long "quoted". Text.

            with a blank line.\""" .:d l:label "no space before the stop"@en.
            # "a comment . with <everything
            :e l:label "e", <http://x.org/o.k> . # ends
            :f\\.g l:label "escaped" .
            BASE <http://y.org/>
            <rel> l:label "based" .
            @prefix : <http://z.org/> .
            :h l:label "redefined" . :i l:label "last"
            """);
    assertThat(read.entities.keySet())
        .containsExactly(
            "http://x.org/a",
            "http://x.org/b",
            "http://x.org/c",
            "http://x.org/d",
            "http://x.org/e",
            "http://x.org/f.g",
            "http://y.org/rel",
            "http://z.org/h");
    assertThat(read.entities.get("http://x.org/c").label("en"))
        .isEqualTo("Long \"quoted\". Text. with a blank line.");
    // The file was cut within its last statement.
    assertThat(read.problems).singleElement().asString().contains("t.ttl:13: the statement ':i");
  }

  @Test
  void oneErrorCostsOneStatement() throws IOException {
    StringBuilder text =
        new StringBuilder("@prefix l: <http://www.w3.org/2000/01/rdf-schema#> .\n");
    for (int i = 0; i < 2_000; i++) {
      text.append("<http://x.org/%d> l:label \"n%d\" .\n".formatted(i, i));
    }
    text.append("<http://x.org/bad iri> l:label \"lost\" .\n");
    text.append("<http://x.org/b> l:label \"quote is open .\n");
    text.append("<http://x.org/c> l:label 5 6 .\n<http://x.org/d> unknown:p \"x\" .\n");
    text.append("<http://x.org/last> l:label \"last\" .\n");
    Gathered read = turtle(text.toString());
    assertThat(read.entities).hasSize(2_001).containsKey("http://x.org/last");
    assertThat(read.problems).hasSize(4);
    assertThat(read.problems.get(0)).contains("t.ttl:2002: ", "bad iri");
    assertThat(read.problems.get(3)).contains("t.ttl:2005: ");
  }

  @Test
  void readsTheVocabulariesThatDataSetsUse() throws IOException {
    Gathered read =
        turtle(
            """
            @prefix s: <https://schema.org/> . @prefix f: <http://xmlns.com/foaf/0.1/> .
            @prefix k: <http://www.w3.org/2004/02/skos/core#> . @prefix d: <http://purl.org/dc/terms/> .
            @prefix g: <https://www.geonames.org/ontology#> . @prefix x: <http://x.org/> .
            x:1 a s:SportsTeam ; s:name "Rovers" ; s:legalName "Rovers Ltd" .
            x:2 a k:Concept ; k:prefLabel "tide"@en-GB ; k:hiddenLabel "tydes" ; k:definition "rise of the sea" .
            x:3 a f:Person ; f:familyName "Hale" ; f:firstName "Ida" ; d:description "pilot" .
            x:4 a g:Feature ; g:name "Cape Holm"@en_US ; g:alternateName "Holm Head"@en .
            """);
    assertThat(read.problems).isEmpty();
    assertThat(read.entities.values())
        .extracting(e -> e.label("en") + " " + e.kind() + " " + e.aliases().values())
        .containsExactly(
            "Rovers ORG [[Rovers Ltd]]",
            "tide UNKNOWN [[tydes]]",
            "Ida Hale PER []",
            "Cape Holm LOC [[Holm Head]]");
    assertThat(read.entities.get("http://x.org/2").description("en-US"))
        .contains("rise of the sea");
    Gathered english =
        Gathered.of(
            KnowledgeFormat.parse("rdf=" + folder.resolve("t.ttl") + "?languages=en").get(0));
    assertThat(english.entities).hasSize(4);
  }

  @Test
  void refusesOtherSyntaxesByNameOrContent() throws IOException {
    for (String[] other :
        List.of(
            new String[] {"a.owl", "x", "RDF/XML"},
            new String[] {"a.trig", "x", "TriG"},
            new String[] {"a.nt", "<?xml version='1.0'?>", "RDF/XML"},
            new String[] {"b.ttl", "{\"@context\": {}}", "JSON-LD"},
            new String[] {"c.nt", "_:a <http://x.org/p> \"v\"@en <http://x.org/g> .", "N-Quads"},
            new String[] {"d.ttl", "<!DOCTYPE html><html>", "HTML"})) {
      Path file = Files.writeString(folder.resolve(other[0]), other[1] + "\n");
      assertThatThrownBy(() -> read(file)).hasMessageContaining(other[0] + " is " + other[2]);
    }
  }
}
