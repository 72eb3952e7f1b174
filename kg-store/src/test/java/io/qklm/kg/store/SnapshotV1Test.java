package io.qklm.kg.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.store.format.SnapshotManifest;
import io.qklm.kg.store.format.StoredEntity;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * The snapshot in {@code src/test/resources/snapshots/v1}, built on 2026-11-25 out of {@link
 * SnapshotFixtures#knowledge} with vectors of 4 components in 1 byte and a delta that retires Q1
 * and adds A1. Every later build must open it and read the same; it is never written anew.
 */
class SnapshotV1Test {

  @Test
  void opensAndReadsAsOnTheDayItWasWritten() throws IOException, URISyntaxException {
    URL manifest =
        Objects.requireNonNull(getClass().getResource("/snapshots/v1/manifest.json"), "manifest");
    Path folder = Path.of(manifest.toURI()).resolveSibling("");
    try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(folder)) {
      assertThat(snapshot.manifest().formatVersion()).isEqualTo(1);
      assertThat(snapshot.digest())
          .isEqualTo("62c197d57686b4c953b3beaa360b7fcdd068acb18d90da5ef5dc789428ed1edd");
      assertThat(snapshot.manifest().epoch()).isEqualTo(2);
      assertThat(snapshot.manifest().counts())
          .isEqualTo(new SnapshotManifest.Counts(7, 8, 14, 8, 1));
      int berlin = snapshot.ordinal(new EntityId("Q64")).orElseThrow();
      assertThat(snapshot.entity(berlin))
          .isEqualTo(new StoredEntity(berlin, new EntityId("Q64"), EntityKind.LOC, 0.9f));
      assertThat(snapshot.text(berlin, "zh").label()).isEqualTo("柏林");
      assertThat(snapshot.types(berlin)).containsExactly("City", "Place");
      assertThat(snapshot.facts(berlin)).hasSize(5);
      assertThat(snapshot.factsAbout(berlin, 5)).hasSize(1);
      // It has no list of neighbours, so that they are read from the facts of both directions.
      assertThat(snapshot.neighbours(new int[] {berlin}).get(0).ordinals()).isNotEmpty();
      assertThat(snapshot.ordinal(new EntityId("Q1"))).isEmpty();
      assertThat(snapshot.ordinal(new EntityId("A1"))).hasValue(6);
      assertThat(snapshot.aliases().candidates("Capital of Germany", 3))
          .singleElement()
          .satisfies(candidate -> assertThat(candidate.ordinal()).isEqualTo(berlin));
      assertThat(snapshot.aliases().candidates("Echo", 3)).hasSize(1);
      float[][] vector = new float[1][4];
      snapshot.vectors(new int[] {berlin}, vector);
      assertThat(vector[0]).containsExactly(-0.56298035f, -0.731123f, 0.19449043f, -0.33269456f);
    }
  }
}
