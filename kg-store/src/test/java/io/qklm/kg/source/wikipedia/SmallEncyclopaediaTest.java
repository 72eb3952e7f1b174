package io.qklm.kg.source.wikipedia;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.FactObject;
import io.qklm.kg.alias.Candidate;
import io.qklm.kg.source.catalog.KnowledgeFormat;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.SnapshotFixtures;
import io.qklm.kg.store.build.BuildReport;
import io.qklm.kg.store.build.KnowledgeBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An encyclopaedia of five hundred pages from its dump to the names in a text. */
class SmallEncyclopaediaTest {

  private static final int TOWNS = 200;

  @TempDir Path folder;
  private Path dump = Path.of("");
  private Path ids = Path.of("");

  private static String town(int i) {
    return "Town" + (char) ('a' + i / 26) + (char) ('a' + i % 26);
  }

  private static String person(int i) {
    return "Anna Surname" + (char) ('a' + i / 26) + (char) ('a' + i % 26);
  }

  @BeforeEach
  void write() throws IOException {
    DumpWriter writer = new DumpWriter("simplewiki", "File", "Category");
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < TOWNS; i++) {
      int page =
          writer.page(
              town(i),
              "{{Infobox settlement|country=[["
                  + town(0)
                  + "]]|established_date="
                  + (1200 + i)
                  + "}}\n'''"
                  + town(i)
                  + "''' is a town near [["
                  + town((i + 1) % TOWNS)
                  + "]]. The Market is large.\n\n* [[Market ("
                  + town(i)
                  + ")|Market]]\n"
                  + "[[Category:Towns]]");
      rows.append(rows.isEmpty() ? "" : ",")
          .append("(" + page + ",'wikibase_item','Q" + (1000 + i) + "',NULL)");
      writer.page(
          person(i),
          "{{Infobox writer|birth_place=[["
              + town(i)
              + "]]|birth_date={{birth date|"
              + (1800 + i)
              + "|5|6}}}}\n'''"
              + person(i)
              + "''' was a writer from [[Old "
              + town(i)
              + "|"
              + town(i)
              + "]], born there. [[Category:"
              + (1800 + i)
              + " births]]");
    }
    for (int i = 0; i < 90; i++) {
      writer.page(0, "Old " + town(i), town(i), "#REDIRECT [[" + town(i) + "]]");
    }
    writer.page(
        "Anna",
        "'''Anna''' may be:\n* [["
            + person(0)
            + "]], a writer\n* [["
            + person(1)
            + "]]\n{{disambig}}");
    for (int i = 0; i < 9; i++) {
      writer.page(4, "Wikipedia:Rule " + i, "", "[[" + town(i) + "]]");
    }
    dump =
        writer.multistream(folder.resolve("simplewiki-1-pages-articles-multistream.xml.bz2"), 50);
    ids =
        Files.writeString(
            folder.resolve("page_props.sql"), "INSERT INTO `page_props` VALUES " + rows + ";\n");
  }

  private String specification() {
    return "wikipedia=" + dump + "?ids=" + ids;
  }

  @Test
  void goesFromItsDumpToTheNamesInAText() throws IOException {
    Path out = folder.resolve("out");
    BuildReport report =
        SnapshotFixtures.build(
            SnapshotFixtures.options(out), KnowledgeFormat.parse(specification()).get(0));
    assertThat(report.problems()).isZero();
    assertThat(report.counts().entities()).isEqualTo(2 * TOWNS);
    try (KnowledgeSnapshot read = KnowledgeSnapshot.open(out)) {
      int town = read.ordinal(new EntityId("Q1005")).orElseThrow();
      assertThat(read.text(town, "en").label()).isEqualTo(town(5));
      assertThat(read.text(town, "en").aliases()).containsExactly("Old " + town(5));
      assertThat(read.text(town, "en").description())
          .hasValue(town(5) + " is a town near " + town(6) + ".");
      assertThat(read.entity(town).kind()).isEqualTo(EntityKind.LOC);
      assertThat(read.facts(town))
          .extracting(fact -> fact.relation() + " " + fact.object().plain())
          .containsExactly("P17 Q1000", "P571 1205");
      assertThat(read.entity(0).rank()).isGreaterThan(0);
      int writer =
          read.ordinal(new EntityId("simplewiki:" + person(5).replace(' ', '_'))).orElseThrow();
      assertThat(read.entity(writer).kind()).isEqualTo(EntityKind.PER);
      assertThat(read.facts(writer))
          .contains(
              new io.qklm.kg.Fact(
                  new EntityId("simplewiki:" + person(5).replace(' ', '_')),
                  "P19",
                  new FactObject.OfEntity(new EntityId("Q1005"))));
      String text = "Anna Surnameaf left Townaf, which was Old Townaf, on a market day.";
      List<String> named = new ArrayList<>();
      read.aliases()
          .scan(text)
          .forEach(
              match -> {
                Candidate best = read.aliases().candidates(match, 1).get(0);
                named.add(match.span().in(text) + " = " + read.entity(best.ordinal()).id());
              });
      assertThat(named)
          .contains(
              "Anna Surnameaf = simplewiki:Anna_Surnameaf", "Townaf = Q1005", "Old Townaf = Q1005");
      assertThat(read.aliases().candidates("Anna", 9)).hasSize(2);
    }
  }

  /** Checkpoints within the dump; the outcome is that of a build in one go. */
  @Test
  void aBuildWithCheckpointsComesToTheSame() throws IOException {
    BuildReport once =
        SnapshotFixtures.build(
            SnapshotFixtures.options(folder.resolve("once")),
            KnowledgeFormat.parse(specification()).get(0));
    KnowledgeBuild.Options often =
        SnapshotFixtures.options(folder.resolve("often")).resuming(Duration.ZERO);
    BuildReport again =
        SnapshotFixtures.build(often, KnowledgeFormat.parse(specification()).get(0));
    try (KnowledgeSnapshot a = KnowledgeSnapshot.open(once.folder());
        KnowledgeSnapshot b = KnowledgeSnapshot.open(again.folder())) {
      assertThat(b.manifest().contentDigest()).isEqualTo(a.manifest().contentDigest());
    }
    assertThat(again.merging()).isEqualTo(once.merging());
  }
}
