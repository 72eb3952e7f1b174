package io.qklm.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.Entity;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TripleSetsTest {

  @TempDir Path data;

  private void write(String file, String text) throws IOException {
    Path path = data.resolve(file);
    Files.createDirectories(path.getParent());
    try (OutputStream out =
        file.endsWith(".gz")
            ? new GZIPOutputStream(Files.newOutputStream(path))
            : Files.newOutputStream(path)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String words(Entity entity) {
    return entity.label("en") + "/" + entity.description("en").orElse("") + "/" + entity.kind();
  }

  @Test
  void factsOfFreebaseGetWikidatasWords() throws Exception {
    write("kg/fb15k237/train.txt.gz", "/m/a\t/r/of\t/m/b\n/m/a\t/r/of\t/m/unnamed\n");
    write("kg/fb15k237/valid.txt.gz", "/m/b\t/r/in\t/m/a\n");
    write("kg/fb15k237/test.txt.gz", "not to be opened");
    write(
        "kg/fb15k237/entity2wikidata.json.gz",
        """
        {"/m/b": {"label": "Bea", "description": "a person", "alternatives": []},
         "/m/a": {"label": "Aa", "description": "a river", "alternatives": []}}
        """);
    TripleSet set = TripleSets.read("fb15k237", data, TripleSetsTest::words);
    assertThat(set.texts()).containsExactly("Aa/a river/UNKNOWN", "Bea/a person/UNKNOWN");
    assertThat(set.train()).containsExactly(new Triple(0, 0, 1));
    assertThat(set.valid()).containsExactly(new Triple(1, 1, 0));
    assertThat(set.relations()).isEqualTo(2);
    assertThat(set.digest()).matches("train [0-9a-f]{16} valid [0-9a-f]{16}");
  }

  @Test
  void factsOfCodexKeepTheEntitiesThatTheKnowledgeNames() throws Exception {
    String triples = "kg/codex/data/triples/codex-m/";
    write(triples + "train.txt", "Q2\tP1\tQ1\nQ2\tP1\tQ9\n");
    write(triples + "valid.txt", "Q1\tP1\tQ1\n");
    write(triples + "test.txt", "not to be opened");
    write(
        "kg/merged/entities.jsonl.gz",
        """
        {"id": "Q1", "labels": {"en": "One"}, "aliases": {"en": []}, "descriptions": {}, "types": [], "kind": "PER", "rank": 0.5}
        {"id": "Q2", "labels": {"en": "Two"}, "aliases": {"en": []}, "descriptions": {}, "types": [], "rank": 0.5}
        {"id": "Q3", "labels": {"en": "Three"}, "aliases": {"en": []}, "descriptions": {}, "types": [], "rank": 0.5}
        """);
    TripleSet set = TripleSets.read("codex-m", data, TripleSetsTest::words);
    // Kinds are guessed from facts, so they are not told.
    assertThat(set.texts()).containsExactly("One//UNKNOWN", "Two//UNKNOWN");
    assertThat(set.train()).containsExactly(new Triple(1, 0, 0));
    assertThat(set.valid()).containsExactly(new Triple(0, 0, 0));
  }

  @Test
  void anUnknownSetIsNamed() {
    assertThatThrownBy(() -> TripleSets.read("fb15k", data, TripleSetsTest::words))
        .hasMessage("unknown set 'fb15k', expected one of [fb15k237, codex-m]");
  }
}
