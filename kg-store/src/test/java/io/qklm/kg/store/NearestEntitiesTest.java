package io.qklm.kg.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.source.interchange.KnowledgeUpdateReader;
import io.qklm.kg.store.NearestEntities.Match;
import io.qklm.kg.store.change.DeltaBuild;
import io.qklm.kg.store.files.Steps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NearestEntitiesTest {

  @TempDir Path folder;

  @Test
  void findsWhatACosineByCosineSearchFinds() throws IOException {
    try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(SnapshotFixtures.snapshot(folder))) {
      for (int block : new int[] {1, 2, 5, 6, 100}) {
        NearestEntities nearest =
            NearestEntities.read(snapshot.database(), snapshot.quantizer(), block);
        SplittableRandom random = new SplittableRandom(block);
        for (int limit = 0; limit < 9; limit++) {
          float[] query = new float[SnapshotFixtures.DIMENSION];
          for (int d = 0; d < query.length; d++) {
            query[d] = (float) (random.nextDouble() * 20 - 10);
          }
          List<Match> found = nearest.search(query, limit);
          List<Match> expected = oneByOne(snapshot, query).stream().limit(limit).toList();
          assertThat(found)
              .extracting(Match::ordinal)
              .containsExactlyElementsOf(expected.stream().map(Match::ordinal).toList());
          for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).cosine())
                .isCloseTo(expected.get(i).cosine(), org.assertj.core.data.Offset.offset(1e-5));
          }
        }
      }
    }
  }

  private static List<Match> oneByOne(KnowledgeSnapshot snapshot, float[] query) {
    return snapshot.entitiesBetween(0, Integer.MAX_VALUE).stream()
        .map(
            entity -> {
              float[][] vector = new float[1][query.length];
              snapshot.vectors(new int[] {entity.ordinal()}, vector);
              return new Match(entity.ordinal(), cosine(vector[0], query));
            })
        .sorted(Comparator.comparingDouble(Match::cosine).reversed())
        .toList();
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int d = 0; d < a.length; d++) {
      dot += (double) a[d] * b[d];
      squaresA += (double) a[d] * a[d];
      squaresB += (double) b[d] * b[d];
    }
    return dot / Math.sqrt(squaresA * squaresB);
  }

  @Test
  void leavesOutWhatIsRetired() throws IOException {
    Path next = folder.resolve("next");
    try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(SnapshotFixtures.snapshot(folder))) {
      new DeltaBuild(
              snapshot,
              DeltaBuild.Options.after(snapshot, next),
              new HashEmbedder(SnapshotFixtures.DIMENSION),
              Steps.NONE)
          .run(List.of(KnowledgeUpdateReader.read("{\"retire\": \"Q183\"}")));
      assertThat(snapshot.entitiesBetween(1, 3)).hasSize(2);
    }
    float[] query = new float[SnapshotFixtures.DIMENSION];
    query[0] = 1;
    try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(next)) {
      assertThat(snapshot.nearestEntities().search(query, 10)).hasSize(5);
      assertThat(snapshot.entitiesBetween(0, 100))
          .hasSize(5)
          .noneMatch(entity -> entity.id().value().equals("Q183"));
      assertThat(snapshot.nearestEntities()).isSameAs(snapshot.nearestEntities());
    }
  }

  @Test
  void saysWhatIsWrongWithAQuery() throws IOException {
    try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(SnapshotFixtures.snapshot(folder))) {
      NearestEntities nearest = snapshot.nearestEntities();
      assertThatThrownBy(() -> nearest.search(new float[3], 1))
          .hasMessage(
              "the vectors of this knowledge have 16 components, the one searched for has 3");
      float[] query = new float[SnapshotFixtures.DIMENSION];
      assertThatThrownBy(() -> nearest.search(query, 1))
          .hasMessage("the vector searched for must have finite components that are not all 0");
      query[3] = Float.NaN;
      assertThatThrownBy(() -> nearest.search(query, 1))
          .isInstanceOf(IllegalArgumentException.class);
      query[3] = 1;
      assertThatThrownBy(() -> nearest.search(query, -1))
          .hasMessage("a limit is at least 0, got -1");
    }
  }
}
