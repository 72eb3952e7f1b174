package io.qklm.kg.source.kgtk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.FactObject;
import io.qklm.kg.source.Gathered;
import io.qklm.kg.source.catalog.KnowledgeFormat;
import io.qklm.kg.source.draft.EntityDrafts;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KgtkSourceTest {

  @TempDir Path folder;

  private Gathered read(String specification) throws IOException {
    return Gathered.of(KnowledgeFormat.parse(specification).get(0));
  }

  private void write(String name, String... lines) throws IOException {
    Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  @Test
  void gathersAnEntityFromAllFilesWhateverTheOrderOfColumns() throws IOException {
    write(
        "b.tsv",
        "node1\tlabel\tnode2\tid",
        "Q1\tlabel\t'Ada\\'s'@en\te1",
        "P27\tlabel\t'country'@en\te2");
    write(
        "a.tsv",
        "id\tnode1\tlabel\tnode2",
        "e3\tQ1\tP31\tQ5",
        "e4\tQ1\talias\t'A.'@en",
        "e5\tQ1\tdescription\t'engineer'@en");
    write("c.tsv", "node1\tnode2\tlabel\tid", "Q1\t100\tPin_degree\te6");
    Gathered read = read("kgtk=" + folder);
    assertThat(read.problems).isEmpty();
    Entity ada = read.entities.get("Q1");
    assertThat(ada.label("en")).isEqualTo("Ada's");
    assertThat(ada.aliases().get("en")).containsExactly("A.");
    assertThat(ada.description("en")).contains("engineer");
    assertThat(ada.kind()).isEqualTo(EntityKind.PER);
    assertThat((double) ada.rank()).isBetween(0.3, 0.4);
    assertThat(read.relations.get("P27").label("en")).isEqualTo("country");
  }

  @Test
  void readsEachKindOfValue() throws IOException {
    write(
        "edges.tsv",
        "node1\tlabel\tnode2\tid\tnode2;wikidatatype",
        "Q1\tP1\t+0.05Q28390\te1\tquantity",
        "Q1\tP2\t-3[-0.5,+0.5]Q2\te2\tquantity",
        "Q1\tP3\t^-0044-03-15T00:00:00Z/11\te3\ttime",
        "Q1\tP4\t@43.5/-10.25\te4\tglobe-coordinate",
        "Q1\tP5\t\"a \\\"b\\\"\"\te5\tstring",
        "Q1\tP6\tQ9\te6\twikibase-item",
        "e6\tP580\t^2000-01-01T00:00:00Z/9\te6q\ttime",
        "Q1\tP7\t\"123\"\te7\texternal-id",
        "Q1\tP8\tnovalue\te8\twikibase-item");
    Gathered read = read("kgtk=" + folder.resolve("edges.tsv"));
    assertThat(read.problems).isEmpty();
    assertThat(read.objects("Q1", "P1"))
        .containsExactly(new FactObject.Quantity(new BigDecimal("0.05"), Optional.of("Q28390")));
    assertThat(read.objects("Q1", "P2"))
        .containsExactly(new FactObject.Quantity(new BigDecimal("-3"), Optional.of("Q2")));
    assertThat(read.objects("Q1", "P3")).containsExactly(new FactObject.Time(-43, 3, 15, 11));
    assertThat(read.objects("Q1", "P4")).containsExactly(new FactObject.Coordinate(43.5, -10.25));
    assertThat(read.objects("Q1", "P5"))
        .containsExactly(new FactObject.Text("a \"b\"", Optional.empty()));
    assertThat(read.objects("Q1", "P6"))
        .containsExactly(new FactObject.OfEntity(new EntityId("Q9")));
    assertThat(read.facts).hasSize(6);
  }

  @Test
  void takesPreferredEdgesOverNormalOnesAndNeverDeprecatedOnes() throws IOException {
    write(
        "edges.tsv",
        "id\tnode1\tlabel\tnode2\trank",
        "e1\tQ1\tP1082\t100\tnormal",
        "e2\tQ1\tP1082\t250\tpreferred",
        "e2\tP585\t^2001-01-01T00:00:00Z/9\t\t",
        "e3\tQ1\tP1082\t900\tdeprecated",
        "e4\tQ1\tP17\tQ30\tdeprecated",
        "e5\tQ1\tP31\tQ515\tdeprecated",
        "e6\tQ1\tP31\tQ5\tnormal",
        "e7\tQ1\tP6\tQ7\tnormal",
        "e8\tQ1\tP6\tnovalue\tpreferred",
        "e9\tQ1\tP36\tQ8\t",
        "e10\tQ1\tlabel\t'Ost'@en\t");
    Gathered read = read("kgtk=" + folder);
    assertThat(read.objects("Q1", "P1082"))
        .containsExactly(new FactObject.Quantity(new BigDecimal("250"), Optional.empty()));
    assertThat(read.facts).extracting(f -> f.relation()).containsExactly("P1082", "P36");
    assertThat(read.entities.get("Q1").types()).containsExactly("Q5");
    assertThat(read.entities.get("Q1").kind()).isEqualTo(EntityKind.PER);
  }

  @Test
  void reportsBadLinesWithTheirNumber() throws IOException {
    write(
        "edges.tsv",
        "node1\tlabel\tnode2",
        "Q1\tP1",
        "Q1\tlabel\tAda",
        "Q1\tP1\t+x",
        "Q1\tP1\t^soon/11",
        "Q 1\tP1\tQ2",
        "Q1\tP1\tQ2");
    Gathered read = read("kgtk=" + folder);
    assertThat(read.facts).hasSize(1);
    assertThat(read.problems).hasSize(5);
    assertThat(read.problems.get(1))
        .isEqualTo(
            folder.resolve("edges.tsv")
                + ":3: 'Ada' is no text with a language, such as 'Berlin'@en");
  }

  @Test
  void refusesAFileWithoutColumnsAndMoreEntitiesThanAllowed() throws IOException {
    write("edges.tsv", "node1\tlabel\tnode2", "Q1\tlabel\t'a'@en", "Q2\tlabel\t'b'@en");
    assertThatThrownBy(() -> read("kgtk=" + folder + "?entities=1"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("names more than 1 entities");
    write("edges.tsv", "a\tb");
    assertThatThrownBy(() -> read("kgtk=" + folder))
        .hasMessageContaining("is no file of KGTK edges");
  }

  @Test
  void readsTheRealEdges() throws IOException {
    Path data = Gathered.shared("kg/wikidata-arnold");
    Gathered read = Gathered.of(new KgtkSource(data, EntityDrafts.DEFAULT_LIMIT));
    System.out.println(
        "wikidata-arnold: "
            + read.entities.size()
            + " entities, "
            + read.facts.size()
            + " facts, "
            + read.relations.size()
            + " relations, "
            + read.problems.size()
            + " problems "
            + read.problems.stream().limit(3).toList());
    assertThat(read.entities).hasSizeBetween(55_000, 66_359);
    assertThat(read.entities.get("Q5").label("en")).isEqualTo("human");
    assertThat(read.facts).hasSizeGreaterThan(80_000);
    assertThat(read.problems).hasSizeLessThan(100);
  }
}
