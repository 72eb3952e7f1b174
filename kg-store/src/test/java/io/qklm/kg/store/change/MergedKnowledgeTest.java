package io.qklm.kg.store.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.EntityId;
import io.qklm.kg.source.interchange.JsonlSource;
import io.qklm.kg.store.EntityText;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.SnapshotFixtures;
import io.qklm.kg.store.build.BuildReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The first 5,000 entities of the development knowledge; skipped where it is not at hand. */
@EnabledIf("present")
class MergedKnowledgeTest {

  private static final int ENTITIES = 5_000;
  private static final Path MERGED =
      Path.of(System.getProperty("qklm.data", "../shared/data"), "kg", "merged");

  @TempDir static Path folder;
  private static BuildReport report;

  static boolean present() {
    boolean present = Files.isReadable(MERGED.resolve("entities.jsonl.gz"));
    if (!present) {
      System.out.println("Skipped: no development knowledge in " + MERGED);
    }
    return present;
  }

  @BeforeAll
  static void build() throws IOException {
    Path prefix = Files.createDirectories(folder.resolve("prefix"));
    copy("entities.jsonl", prefix, ENTITIES);
    copy("facts.tsv", prefix, 60_000);
    copy("aliases.tsv", prefix, 60_000);
    copy("relations.tsv", prefix, 10_000);
    report =
        SnapshotFixtures.build(
            SnapshotFixtures.options(folder.resolve("snapshot")), new JsonlSource(prefix));
  }

  private static void copy(String name, Path prefix, int lines) throws IOException {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(MERGED.resolve(name + ".gz"))),
                StandardCharsets.UTF_8))) {
      Files.write(prefix.resolve(name), in.lines().limit(lines).toList());
    }
  }

  @Test
  void everyLineIsUsed() {
    assertThat(report.problems()).isZero();
    assertThat(report.counts().entities()).isEqualTo(ENTITIES);
    assertThat(report.counts().facts()).isGreaterThan(10_000);
    assertThat(report.mergedEntities()).isZero();
  }

  @Test
  void knowsItsWay() throws IOException {
    try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(folder.resolve("snapshot"))) {
      int germany = snapshot.ordinal(new EntityId("Q183")).orElseThrow();
      assertThat(snapshot.text(germany, "en").label()).isEqualTo("Germany");
      assertThat(snapshot.aliases().candidates("germany", 3).get(0).ordinal()).isEqualTo(germany);
      assertThat(snapshot.factsAbout(germany, 20)).hasSize(20);
      for (int ordinal = 0; ordinal < snapshot.size(); ordinal++) {
        EntityText text = snapshot.text(ordinal, "zh");
        assertThat(text.label()).isNotBlank();
        assertThat(snapshot.ordinal(snapshot.entity(ordinal).id())).hasValue(ordinal);
        Optional<String> description = text.description();
        assertThat(description.map(String::isBlank).orElse(false)).isFalse();
      }
    }
  }
}
