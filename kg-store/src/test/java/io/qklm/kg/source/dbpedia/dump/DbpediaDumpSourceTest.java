package io.qklm.kg.source.dbpedia.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.alias.Candidate;
import io.qklm.kg.source.Gathered;
import io.qklm.kg.source.catalog.KnowledgeFormat;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.SnapshotFixtures;
import io.qklm.kg.store.build.BuildReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statements in the form of DBpedia's files, of invented pages. */
class DbpediaDumpSourceTest {

  private static final String R = "http://dbpedia.org/resource/";
  private static final String O = "http://dbpedia.org/ontology/";
  private static final String LABEL = "http://www.w3.org/2000/01/rdf-schema#label";
  private static final String COMMENT = "http://www.w3.org/2000/01/rdf-schema#comment";
  private static final String TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

  @TempDir Path folder;

  private static String thing(String subject, String relation, String object) {
    return "<" + subject + "> <" + relation + "> <" + object + "> .\n";
  }

  private static String text(String subject, String relation, String text) {
    return "<" + subject + "> <" + relation + "> \"" + text + "\"@en .\n";
  }

  private Path release() throws IOException {
    Path files = Files.createDirectories(folder.resolve("release"));
    Files.writeString(
        files.resolve("labels_lang=en.ttl"),
        "# started\n"
            + text(R + "Ada_(engineer)", LABEL, "Ada (engineer)")
            + text(R + "Berlin", LABEL, "Berlin")
            + text(R + "Category:Towns", LABEL, "Towns")
            + "no triple\n");
    Files.writeString(
        files.resolve("abstracts.nt"),
        text(R + "Ada_(engineer)", COMMENT, "Ada was an engineer.")
            + "<"
            + R
            + "Berlin> <"
            + COMMENT
            + "> \"eine Stadt\"@de .\n");
    Files.writeString(
        files.resolve("types.nt"),
        thing(R + "Ada_(engineer)", TYPE, O + "Scientist")
            + thing(R + "Ada_(engineer)", TYPE, O + "Person")
            + thing(R + "Berlin", TYPE, "http://www.w3.org/2002/07/owl#Thing")
            + thing(R + "Berlin", TYPE, O + "City"));
    Files.writeString(
        files.resolve("facts.nt"),
        thing(R + "Ada_(engineer)", O + "birthPlace", R + "Spree-Athen")
            + "<"
            + R
            + "Ada_(engineer)> <"
            + O
            + "birthDate>"
            + " \"1815-12-10\"^^<http://www.w3.org/2001/XMLSchema#date> .\n");
    Files.writeString(
        files.resolve("redirects.nt"),
        thing(R + "Spree-Athen", O + "wikiPageRedirects", R + "Berlin"));
    Files.writeString(
        files.resolve("disambiguations.nt"),
        thing(R + "Ada", O + "wikiPageDisambiguates", R + "Ada_(engineer)"));
    StringBuilder links = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      links.append(thing(R + "Ada_(engineer)", O + "wikiPageWikiLink", R + "Page_" + i));
    }
    links.append(thing(R + "Berlin", O + "wikiPageWikiLink", R + "Ada_(engineer)"));
    Files.writeString(files.resolve("wikilinks.nt"), links);
    Files.writeString(
        files.resolve("zsameas.nt"),
        thing(
                R + "Berlin",
                "http://www.w3.org/2002/07/owl#sameAs",
                "http://www.wikidata.org/entity/Q64")
            + thing(
                R + "Berlin",
                "http://www.w3.org/2002/07/owl#sameAs",
                "http://sws.geonames.org/1/"));
    return files;
  }

  @Test
  void becomesOneKnowledge() throws IOException {
    Path files = release();
    Path out = folder.resolve("out");
    BuildReport report =
        SnapshotFixtures.build(
            SnapshotFixtures.options(out),
            KnowledgeFormat.parse("dbpedia-dump=" + files + "?languages=en&links=3").get(0));
    assertThat(report.problems()).isEqualTo(1);
    assertThat(report.firstProblems().get(0))
        .contains("labels_lang=en.ttl:5: the line is no triple");
    try (KnowledgeSnapshot read = KnowledgeSnapshot.open(out)) {
      assertThat(read.size()).isEqualTo(2);
      int berlin = read.ordinal(new EntityId("Q64")).orElseThrow();
      int ada = read.ordinal(new EntityId("dbr:Ada_(engineer)")).orElseThrow();
      assertThat(read.entity(ada).kind()).isEqualTo(EntityKind.PER);
      assertThat(read.entity(berlin).kind()).isEqualTo(EntityKind.LOC);
      assertThat(read.text(ada, "en").description()).hasValue("Ada was an engineer.");
      assertThat(read.text(ada, "en").aliases()).containsExactly("Ada");
      assertThat(read.text(berlin, "en").aliases()).containsExactly("Spree-Athen");
      assertThat(read.text(berlin, "en").description()).isEmpty();
      assertThat(read.types(ada)).containsExactly("dbo:Scientist", "dbo:Person");
      assertThat(read.facts(ada))
          .extracting(f -> f.relation() + " " + f.object().plain())
          .containsExactly("dbo:birthDate 1815-12-10", "dbo:birthPlace Q64");
      assertThat(read.aliases().candidates("Spree-Athen", 3))
          .extracting(Candidate::ordinal)
          .containsExactly(berlin);
      assertThat(read.entity(ada).rank()).isGreaterThan(0);
    }
  }

  @Test
  void readsAListOfFilesAndCapsLinks() throws IOException {
    Path files = release();
    Path list =
        Files.writeString(
            folder.resolve("list.txt"),
            "# links alone\nrelease/wikilinks.nt\n" + files.resolve("zsameas.nt").toUri() + "\n");
    Gathered read = Gathered.of(KnowledgeFormat.parse("dbpedia-dump=" + list + "?links=2").get(0));
    assertThat(read.objects("dbr:Ada_(engineer)", "qklm:page-link")).hasSize(2);
    assertThat(read.prominence).hasSize(5).containsEntry("LINKS dbr:Page_3", 1.0);
    assertThat(read.same).containsEntry("dbr:Berlin", "Q64");
    assertThat(read.notes).contains(list + ": 2 page links beyond 2 a page were only counted");
    assertThatThrownBy(() -> KnowledgeFormat.parse("dbpedia-dump=" + folder.resolve("release/..")))
        .hasMessageStartingWith("there is nothing to read in the folder");
    assertThatThrownBy(() -> KnowledgeFormat.parse("openke=https://host/a"))
        .hasMessageContaining("'https://host/a' is an address, and openke reads what lies on this");
  }
}
