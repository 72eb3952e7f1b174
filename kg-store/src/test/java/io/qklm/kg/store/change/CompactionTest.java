package io.qklm.kg.store.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.EntityId;
import io.qklm.kg.source.interchange.KnowledgeUpdateReader;
import io.qklm.kg.store.BuildProgress;
import io.qklm.kg.store.HashEmbedder;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.SnapshotAnswers;
import io.qklm.kg.store.SnapshotFixtures;
import io.qklm.kg.store.build.VectorOptions;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.format.SnapshotManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chain of deltas, compacted, says the same with fewer files. */
class CompactionTest {

  @TempDir static Path folder;
  private static Path chain;

  @TempDir Path work;

  @BeforeAll
  static void buildChain() throws IOException {
    chain = SnapshotFixtures.snapshot(folder);
    next(
        """
        {"upsert": {"id": "Q1055", "label": "Hamburg", "kind": "LOC", "rank": 0.7, "facts": [{"relation": "P17", "kind": "entity", "object": "Q183"}]}}
        {"retire": "Q821244"}
        """);
    next(
        """
        {"upsert": {"id": "Q64", "labels": {"en": "Berlin"}, "aliases": {"en": ["Spree-Athen"]}, "kind": "LOC", "rank": 0.9}}
        {"upsert": {"id": "A1", "label": "Berlin", "kind": "ORG", "rank": 0.1}}
        """);
    next("{\"retire\": \"Q1\"}\n{\"retire\": \"A1\"}\n");
  }

  private static void next(String lines) throws IOException {
    Path output = folder.resolve(chain.getFileName() + "+");
    delta(chain, output, DeltaBuild.Options.SEGMENTS, lines);
    chain = output;
  }

  private static void delta(Path from, Path output, int segments, String lines) throws IOException {
    try (KnowledgeSnapshot parent = KnowledgeSnapshot.open(from)) {
      new DeltaBuild(
              parent,
              DeltaBuild.Options.after(parent, output).withSegments(segments),
              new HashEmbedder(SnapshotFixtures.DIMENSION),
              Steps.NONE)
          .run(lines.lines().map(KnowledgeUpdateReader::read).toList());
    }
  }

  private static Compaction.Report compact(Path from, Path output) throws IOException {
    try (KnowledgeSnapshot parent = KnowledgeSnapshot.open(from)) {
      return Compaction.of(
              parent, Compaction.Options.after(parent, output), BuildProgress.SILENT, Steps.NONE)
          .run();
    }
  }

  private static List<String> about(KnowledgeSnapshot snapshot, String id) {
    int ordinal = snapshot.ordinal(new EntityId(id)).orElseThrow();
    return snapshot.factsAbout(ordinal, 10).stream()
        .map(fact -> fact.subject() + " " + fact.relation())
        .toList();
  }

  @Test
  void saysTheSameInFewerFiles() throws IOException {
    Path output = work.resolve("compact");
    Compaction.Report report = compact(chain, output);
    try (KnowledgeSnapshot before = KnowledgeSnapshot.open(chain);
        KnowledgeSnapshot after = KnowledgeSnapshot.open(output)) {
      assertThat(SnapshotAnswers.of(after)).isEqualTo(SnapshotAnswers.of(before));
      assertThat(after.manifest().epoch()).isEqualTo(5);
      assertThat(after.manifest().parent()).hasValue(before.digest());
      assertThat(after.digest()).isEqualTo(report.digest());
      assertThat(after.size()).isEqualTo(before.size());
      assertThat(after.manifest().counts().retired()).isEqualTo(3);
      assertThat(after.manifest().counts().surfaces())
          .isEqualTo(SnapshotAnswers.names(before).size());
      assertThat(after.aliases().deltas()).isZero();
      assertThat(before.aliases().deltas()).isEqualTo(3);
      assertThat(after.manifest().files()).hasSizeLessThan(before.manifest().files().size());
      assertThat(report.bytes()).isLessThan(report.bytesBefore());
      assertThat(report.recoded()).isZero();
    }
  }

  @Test
  void findsFactsFromTheSideOfAnEntityThatCameLater() throws IOException {
    Path output = work.resolve("compact");
    assertThat(compact(chain, output).connectedFacts()).isEqualTo(1);
    try (KnowledgeSnapshot before = KnowledgeSnapshot.open(chain);
        KnowledgeSnapshot after = KnowledgeSnapshot.open(output)) {
      assertThat(about(before, "Q1055")).isEmpty();
      assertThat(about(after, "Q1055")).containsExactly("Q567 P19");
      assertThat(about(after, "Q183")).isEqualTo(about(before, "Q183"));
    }
  }

  @Test
  void aRetiredOrdinalIsNotGivenAgain() throws IOException {
    Path output = work.resolve("compact");
    compact(chain, output);
    Path next = work.resolve("next");
    delta(
        output,
        next,
        8,
        "{\"upsert\": {\"id\": \"N1\", \"label\": \"New\"}}\n{\"upsert\": {\"id\": \"Q1\", \"label\": \"Cosmos\"}}");
    try (KnowledgeSnapshot before = KnowledgeSnapshot.open(output);
        KnowledgeSnapshot after = KnowledgeSnapshot.open(next)) {
      assertThat(after.ordinal(new EntityId("N1"))).hasValue((int) before.size());
      assertThat(after.ordinal(new EntityId("Q1")).orElseThrow()).isLessThan((int) before.size());
    }
  }

  @Test
  void trainsCodebooksAnew() throws IOException {
    Path output = work.resolve("retrained");
    HashEmbedder embedder =
        new HashEmbedder(SnapshotFixtures.DIMENSION) {
          @Override
          public String digest() {
            return "another-embedder";
          }
        };
    Compaction.Report report;
    try (KnowledgeSnapshot parent = KnowledgeSnapshot.open(chain)) {
      report =
          Compaction.retraining(
                  parent,
                  Compaction.Options.after(parent, output),
                  embedder,
                  VectorOptions.defaults().withBytes(8),
                  BuildProgress.SILENT,
                  Steps.NONE)
              .run();
    }
    try (KnowledgeSnapshot before = KnowledgeSnapshot.open(chain);
        KnowledgeSnapshot after = KnowledgeSnapshot.open(output)) {
      assertThat(report.recoded()).isEqualTo(before.size() - 3);
      assertThat(after.manifest().embedding())
          .isEqualTo(
              new SnapshotManifest.Embedding("another-embedder", SnapshotFixtures.DIMENSION, 8));
      assertThat(SnapshotAnswers.names(after)).isEqualTo(SnapshotAnswers.names(before));
      int berlin = after.ordinal(new EntityId("Q64")).orElseThrow();
      float[][] vector = new float[1][SnapshotFixtures.DIMENSION];
      after.vectors(new int[] {berlin}, vector);
      // With fewer entities than centroids each is its own centroid.
      float[] exact = embedder.vector("Berlin:  0");
      for (int d = 0; d < exact.length; d++) {
        assertThat(vector[0][d]).isCloseTo(exact[d], org.assertj.core.data.Offset.offset(1e-5f));
      }
    }
  }

  @Test
  void mergesAliasSegmentsWhereADeltaFindsTooMany() throws IOException {
    Path output = work.resolve("merged");
    String update =
        "{\"upsert\": {\"id\": \"Q64\", \"label\": \"Berlin\", \"kind\": \"LOC\", \"rank\": 0.9}}";
    delta(chain, output, 3, update);
    Path apart = work.resolve("apart");
    delta(chain, apart, 8, update);
    try (KnowledgeSnapshot merged = KnowledgeSnapshot.open(output);
        KnowledgeSnapshot reference = KnowledgeSnapshot.open(apart)) {
      assertThat(merged.aliases().deltas()).isEqualTo(2);
      assertThat(reference.aliases().deltas()).isEqualTo(4);
      assertThat(SnapshotAnswers.of(merged)).isEqualTo(SnapshotAnswers.of(reference));
      assertThat(merged.aliases().surfaces()).isEqualTo(reference.aliases().surfaces());
    }
    KnowledgeSnapshot.open(chain).close();
  }

  @Test
  void leavesNothingBehindWhenAStepFails() throws IOException {
    Path output = work.resolve("broken");
    List<String> steps = new ArrayList<>();
    try (KnowledgeSnapshot parent = KnowledgeSnapshot.open(chain)) {
      Compaction.of(
              parent,
              Compaction.Options.after(parent, work.resolve("dry")),
              BuildProgress.SILENT,
              steps::add)
          .run();
      for (String fatal : steps) {
        Compaction broken =
            Compaction.of(
                parent,
                Compaction.Options.after(parent, output),
                BuildProgress.SILENT,
                step -> {
                  if (step.equals(fatal)) {
                    throw new IOException("struck at '" + step + "'");
                  }
                });
        assertThatThrownBy(broken::run).hasMessage("struck at '" + fatal + "'");
        try (Stream<Path> left = Files.list(work)) {
          assertThat(left).as(fatal).containsExactly(work.resolve("dry"));
        }
      }
      assertThatThrownBy(
              () ->
                  Compaction.of(
                      parent, new Compaction.Options(output, 4), BuildProgress.SILENT, Steps.NONE))
          .hasMessageContaining("name a higher number");
    }
    assertThat(steps).hasSize(6);
  }

  private static int[] neighbours(KnowledgeSnapshot snapshot, String id) {
    int ordinal = snapshot.ordinal(new EntityId(id)).orElseThrow();
    return snapshot.neighbours(new int[] {ordinal}).get(0).ordinals();
  }

  @Test
  void neighboursFollowDeltasAndAreWrittenAgain() throws IOException {
    Path output = work.resolve("neighbours");
    compact(chain, output);
    try (KnowledgeSnapshot before = KnowledgeSnapshot.open(chain);
        KnowledgeSnapshot after = KnowledgeSnapshot.open(output)) {
      int hamburg = before.ordinal(new EntityId("Q1055")).orElseThrow();
      int berlin = before.ordinal(new EntityId("Q64")).orElseThrow();
      assertThat(neighbours(before, "Q183")).contains(hamburg, berlin);
      // Berlin says nothing any more, and is the capital still.
      int germany = before.ordinal(new EntityId("Q183")).orElseThrow();
      assertThat(neighbours(before, "Q64")).contains(germany);
      for (String id : List.of("Q183", "Q64", "Q1055")) {
        // What a fact named before it existed is joined by the compaction.
        assertThat(neighbours(after, id)).contains(neighbours(before, id));
      }
      assertThat(after.manifest().formatVersion()).isEqualTo(2);
    }
  }

  @Test
  void ofAnEntityWithManyFactsTheWeightiestAreWritten() throws IOException {
    StringBuilder lines = new StringBuilder();
    String fact = "{\"relation\": \"%s\", \"kind\": \"entity\", \"object\": \"Q183\"}";
    for (int i = 0; i < 400; i++) {
      // Of facts that come in, those of smaller relations are read first; capitals are weightier.
      lines.append(
          ("{\"upsert\": {\"id\": \"T%d\", \"label\": \"Town %d\", \"kind\": \"LOC\", \"facts\": ["
                  + fact)
              .formatted(i, i, i == 399 ? "P1376" : "P17"));
      lines.append("]}}\n");
    }
    Path many = work.resolve("many");
    delta(chain, many, DeltaBuild.Options.SEGMENTS, lines.toString());
    Path output = work.resolve("compact");
    compact(many, output);
    try (KnowledgeSnapshot before = KnowledgeSnapshot.open(many);
        KnowledgeSnapshot after = KnowledgeSnapshot.open(output)) {
      int germany = before.ordinal(new EntityId("Q183")).orElseThrow();
      int[] one = {germany};
      assertThat(after.neighbours(one).get(0).ordinals())
          .isEqualTo(before.wholeNeighbours(one).get(0).ordinals());
      assertThat(after.neighbours(one).get(0).degree())
          .isGreaterThan(400)
          .isGreaterThan(before.neighbours(one).get(0).degree());
    }
  }
}
