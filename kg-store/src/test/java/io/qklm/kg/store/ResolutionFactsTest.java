package io.qklm.kg.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.EntityId;
import io.qklm.kg.source.interchange.JsonlSource;
import io.qklm.kg.store.build.KnowledgeBuild;
import io.qklm.kg.store.format.StoredNeighbours;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Relations for resolution only are kept, and no reader of facts sees them. */
class ResolutionFactsTest {

  @TempDir Path folder;

  @Test
  void areReadOnTheirOwnAndCountAsNoFacts() throws IOException {
    Path source = Files.createDirectory(folder.resolve("source"));
    Files.writeString(
        source.resolve("entities.jsonl"),
        """
        {"id":"a","label":"A"}
        {"id":"b","label":"B"}
        """);
    Files.writeString(
        source.resolve("facts.tsv"),
        "a\tpart of\tentity\tb\t\na\tqklm:names\tentity\tb\t\nb\tqklm:category\tentity\ta\t\n");
    Path output = folder.resolve("snapshot");
    new KnowledgeBuild(
            SnapshotFixtures.options(output),
            new HashEmbedder(SnapshotFixtures.DIMENSION),
            Optional.empty(),
            BuildProgress.SILENT)
        .run(List.of(new JsonlSource(source)));
    try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(output)) {
      int a = snapshot.ordinal(new EntityId("a")).orElseThrow();
      int b = snapshot.ordinal(new EntityId("b")).orElseThrow();
      assertThat(snapshot.manifest().counts().facts()).isEqualTo(1);
      assertThat(snapshot.facts(a)).extracting(fact -> fact.relation()).containsExactly("part of");
      assertThat(snapshot.facts(b)).isEmpty();
      assertThat(snapshot.factsAbout(b, 1))
          .extracting(fact -> fact.relation())
          .containsExactly("part of");
      assertThat(snapshot.factsAbout(a, 10)).isEmpty();
      assertThat(snapshot.relationsOf(a)).containsExactly("part of");
      assertThat(snapshot.relationsAbout(a)).isEmpty();
      assertThat(snapshot.factsForResolution(a, 10))
          .extracting(fact -> fact.subject() + " " + fact.relation())
          .containsExactly("a qklm:names", "b qklm:category");
      List<StoredNeighbours> neighbours = snapshot.neighbours(new int[] {a, b});
      // Joined three times, counted once, by the relation that anybody may see.
      assertThat(neighbours.get(0).ordinals()).containsExactly(b);
      assertThat(neighbours.get(0).degree()).isEqualTo(1);
      assertThat(neighbours.get(0).weight(0)).isEqualTo(255);
      assertThat(neighbours.get(1).ordinals()).containsExactly(a);
    }
  }
}
