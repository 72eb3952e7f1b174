package io.qklm.kg.source.triples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.FactObject;
import io.qklm.kg.source.Gathered;
import io.qklm.kg.source.catalog.KnowledgeFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sources made of link prediction benchmarks, on rows of our own and on the real files. */
class BenchmarkSourcesTest {

  @TempDir Path folder;

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Gathered read(String specification) throws IOException {
    return Gathered.of(KnowledgeFormat.parse(specification).get(0));
  }

  private void openKe() throws IOException {
    write(
        "entity2wikidata.json",
        """
        {"/m/1": {"label": "Ada", "description": "engineer", "alternatives": ["A."], "wikidata_id": "Q1"},
         "/m/2": {"label": "Oz", "alternatives": []},
         "/m/3": {"description": "nameless"}}
        """);
    write("train.txt", "/m/1\t/people/person/place_of_birth\t/m/2\nbroken\n");
    write("test.txt", "/m/2\t/x/y\t/m/1\n");
  }

  @Test
  void readsFreebaseTriplesUnderWikidataIdsWhereThereAreAny() throws IOException {
    openKe();
    Gathered read = read("openke=" + folder);
    assertThat(read.entities).containsOnlyKeys("Q1", "/m/2");
    assertThat(read.entities.get("Q1").aliases().get("en")).containsExactly("A.");
    assertThat(read.facts).hasSize(1);
    assertThat(read.objects("Q1", "/people/person/place_of_birth"))
        .containsExactly(new FactObject.OfEntity(new EntityId("/m/2")));
    assertThat(read.relations.get("/people/person/place_of_birth").label("en"))
        .isEqualTo("place of birth");
    assertThat(read.problems)
        .containsExactly(
            folder.resolve("entity2wikidata.json") + ":3: /m/3: the entity has no label",
            folder.resolve("train.txt")
                + ":2: the line has 1 fields and needs 3, separated by tabs: subject, relation,"
                + " object");
  }

  @Test
  void readsTheTestSplitAndFreebaseIdsWhenAskedTo() throws IOException {
    openKe();
    Gathered read = read("openke=" + folder + "?splits=test&ids=freebase");
    assertThat(read.facts).hasSize(1);
    assertThat(read.entities).containsOnlyKeys("/m/1", "/m/2");
    assertThatThrownBy(() -> read("openke=" + folder + "?splits=tset"))
        .hasMessage("unknown split 'tset', expected of [train, valid, test]; did you mean 'test'?");
  }

  @Test
  void saysWhenThereAreNoTriples() {
    assertThatThrownBy(() -> read("openke=" + folder))
        .hasMessageStartingWith("there are no triples in " + folder);
  }

  @Test
  void readsCodex() throws IOException {
    write("data/triples/codex-s/train.txt", "Q1\tP27\tQ2\n");
    write(
        "data/entities/en/entities.json", "{\"Q1\": {\"label\": \"Ada\", \"description\": \"d\"}}");
    write("data/types/en/types.json", "{\"Q5\": {\"label\": \"human\"}}");
    write("data/types/entity2types.json", "{\"Q1\": [\"Q5\"], \"Q7\": [\"Q5\"]}");
    write("data/relations/en/relations.json", "{\"P27\": {\"label\": \"country\"}}");
    write("data/relations/zh/relations.json", "{\"P27\": {\"label\": \"国籍\"}}");
    Gathered read = read("codex=" + folder + "?size=s");
    assertThat(read.entities).containsOnlyKeys("Q1", "Q5");
    assertThat(read.entities.get("Q1").kind()).isEqualTo(EntityKind.PER);
    assertThat(read.relations.get("P27").labels())
        .containsEntry("en", "country")
        .containsEntry("zh", "国籍");
    assertThat(read.facts).hasSize(1);
    assertThat(read.problems).isEmpty();
    assertThat(read.notes).singleElement().asString().contains("1 entities have no label");
  }

  @Test
  void readsTheRealFreebaseTriples() throws IOException {
    Path data = Gathered.shared("kg/fb15k237");
    Gathered read = Gathered.of(new OpenKeSource(data, Splits.DEFAULT, false));
    assertThat(read.facts).hasSize(272_115 + 17_535);
    assertThat(read.relations).hasSize(237);
    assertThat(read.entities).hasSizeBetween(14_400, 14_515);
    assertThat(read.problems).hasSizeLessThan(20);
  }

  @Test
  void readsTheRealCodex() throws IOException {
    Path data = Gathered.shared("kg/codex");
    Gathered read = Gathered.of(new CodexSource(data, "m", Splits.DEFAULT, List.of("en", "zh")));
    assertThat(read.facts).hasSize(185_584 + 10_310);
    assertThat(read.problems).isEmpty();
    assertThat(read.relations.get("P27").labels()).containsKeys("en", "zh");
    assertThat(read.entities).hasSizeGreaterThan(1_000);
  }
}
