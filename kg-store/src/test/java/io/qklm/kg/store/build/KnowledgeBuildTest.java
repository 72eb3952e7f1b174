package io.qklm.kg.store.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.alias.Candidate;
import io.qklm.kg.source.SourceCredit;
import io.qklm.kg.source.interchange.JsonlSource;
import io.qklm.kg.store.EntityText;
import io.qklm.kg.store.HashEmbedder;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.SnapshotFixtures;
import io.qklm.kg.store.files.Sha256;
import io.qklm.kg.store.format.SnapshotManifest;
import io.qklm.kg.store.format.StoredEntity;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnowledgeBuildTest {

  @TempDir static Path folder;
  private static KnowledgeSnapshot snapshot;

  @BeforeAll
  static void buildAndOpen() throws IOException {
    snapshot = KnowledgeSnapshot.open(SnapshotFixtures.snapshot(folder));
  }

  @AfterAll
  static void close() {
    snapshot.close();
  }

  private static int ordinal(String id) {
    return snapshot.ordinal(new EntityId(id)).orElseThrow();
  }

  @Test
  void numbersEntitiesByTheirIds() {
    assertThat(snapshot.size()).isEqualTo(6);
    assertThat(Stream.of("Q1", "Q183", "Q567", "Q64", "Q821244", "dbr:Mercury_(planet)"))
        .extracting(KnowledgeBuildTest::ordinal)
        .containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(snapshot.ordinal(new EntityId("Q2"))).isEmpty();
    assertThat(snapshot.entity(3))
        .isEqualTo(new StoredEntity(3, new EntityId("Q64"), EntityKind.LOC, 0.9f));
    assertThat(snapshot.entities(new int[] {4, 0}))
        .extracting(entity -> entity.id().value())
        .containsExactly("Q821244", "Q1");
    assertThatThrownBy(() -> snapshot.entity(6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no entity 6; ordinals run from 0 to 5");
  }

  @Test
  void givesTextsInALanguageOrTheNextBest() {
    assertThat(snapshot.text(ordinal("Q64"), "en"))
        .isEqualTo(
            new EntityText(
                "Berlin",
                List.of("Berlin, Germany", "Capital of Germany"),
                Optional.of("capital of Germany")));
    assertThat(snapshot.text(ordinal("Q64"), "zh").label()).isEqualTo("柏林");
    assertThat(snapshot.text(ordinal("Q64"), "zh").description()).hasValue("capital of Germany");
    assertThat(snapshot.text(ordinal("Q64"), "fr").label()).isEqualTo("Berlin");
    assertThat(snapshot.text(ordinal("Q1"), "en").label()).isEqualTo("univers");
    assertThat(snapshot.text(ordinal("Q1"), "de").description()).hasValue("alles");
    assertThat(snapshot.types(ordinal("Q64"))).containsExactly("City", "Place");
    assertThat(snapshot.types(ordinal("Q1"))).isEmpty();
  }

  @Test
  void givesFactsFromBothEnds() {
    EntityId berlin = new EntityId("Q64");
    assertThat(snapshot.facts(ordinal("Q64")))
        .containsExactly(
            new Fact(
                berlin,
                "P1082",
                new FactObject.Quantity(new BigDecimal("3677472"), Optional.empty())),
            new Fact(berlin, "P1549", new FactObject.Text("Berliner", Optional.of("en"))),
            new Fact(berlin, "P17", new FactObject.OfEntity(new EntityId("Q183"))),
            new Fact(berlin, "P571", new FactObject.Time(1237, 1, 1, 9)),
            new Fact(berlin, "P625", new FactObject.Coordinate(52.5166, 13.3833)));
    assertThat(snapshot.facts(ordinal("Q567")))
        .contains(
            new Fact(new EntityId("Q567"), "P19", new FactObject.OfEntity(new EntityId("Q1055"))));
    assertThat(snapshot.factsAbout(ordinal("Q183"), 10))
        .extracting(fact -> fact.subject() + " " + fact.relation())
        .containsExactly("Q64 P17", "Q567 P27");
    assertThat(snapshot.factsAbout(ordinal("Q183"), 1)).hasSize(1);
    assertThat(snapshot.facts(ordinal("Q1"))).isEmpty();
    assertThat(snapshot.relation("P36").label("zh")).isEqualTo("首都");
    assertThat(snapshot.relation("P36").inverse()).hasValue("P1376");
    assertThat(snapshot.relation("P625").label("en")).isEqualTo("P625");
    assertThat(snapshot.relation("P404").label("en")).isEqualTo("P404");
  }

  @Test
  void givesTheRelationsOfAnEntityWithoutReadingItsFacts() {
    int germany = ordinal("Q183");
    assertThat(snapshot.relationsOf(ordinal("Q64")))
        .containsExactly("P1082", "P1549", "P17", "P571", "P625");
    assertThat(snapshot.relationsOf(ordinal("Q1"))).isEmpty();
    assertThat(snapshot.relationsAbout(germany)).containsExactly("P17", "P27");
    assertThat(snapshot.relationsAbout(ordinal("Q1"))).isEmpty();
    assertThat(snapshot.subjectsOf(germany, "P27", 5)).containsExactly(new EntityId("Q567"));
    assertThat(snapshot.subjectsOf(germany, "P27", 0)).isEmpty();
    assertThat(snapshot.subjectsOf(germany, "P9999", 5)).isEmpty();
  }

  @Test
  void keepsTheRotationItLearned(@TempDir Path scratch) throws IOException {
    Path turned = scratch.resolve("turned");
    SnapshotFixtures.build(
        SnapshotFixtures.options(turned).withVectors(SnapshotFixtures.VECTORS.withRotation(true)),
        new JsonlSource(SnapshotFixtures.knowledge(scratch.resolve("k"))));
    try (KnowledgeSnapshot read = KnowledgeSnapshot.open(turned)) {
      assertThat(read.quantizer().rotation()).isPresent();
      // With fewer entities than centroids every code stands for its entity's own vector.
      HashEmbedder embedder = new HashEmbedder(SnapshotFixtures.DIMENSION);
      float[][] vector = new float[1][SnapshotFixtures.DIMENSION];
      read.vectors(new int[] {ordinal("Q821244")}, vector);
      assertThat(vector[0])
          .containsExactly(embedder.vector("Berlin: city in New Hampshire 0"), within(1e-5f));
    }
    assertThat(snapshot.quantizer().rotation()).isEmpty();
  }

  @Test
  void filesNamesWithPriors() throws IOException {
    List<Candidate> berlin = snapshot.aliases().candidates("BERLIN", 10);
    assertThat(berlin).extracting(Candidate::ordinal).containsExactly(3, 4);
    double popular = Math.exp(6 * 0.9) / (Math.exp(6 * 0.9) + Math.exp(6 * 0.3));
    assertThat((double) berlin.get(0).prior())
        .isCloseTo(0.7 * 35 / 40 + 0.3 * popular, org.assertj.core.data.Offset.offset(1e-4));
    assertThat(snapshot.aliases().candidates("Merkel", 10)).hasSize(1);
    assertThat(snapshot.aliases().candidates("mercury", 10)).hasSize(1);
    assertThat(snapshot.aliases().candidates("柏林", 10)).hasSize(1);
    assertThat(snapshot.aliases().candidates("Bundeskanzlerin", 10).get(0).prior())
        .isCloseTo(0.4f, org.assertj.core.data.Offset.offset(1e-4f));
    assertThat(snapshot.aliases().candidates("Spree-Athen", 10)).isEmpty();
    assertThat(snapshot.aliases().surfaces()).isEqualTo(snapshot.manifest().counts().surfaces());
  }

  @Test
  void quantizesWhatTheEmbedderGave() {
    HashEmbedder embedder = new HashEmbedder(SnapshotFixtures.DIMENSION);
    float[][] vectors = new float[1][SnapshotFixtures.DIMENSION];
    snapshot.vectors(new int[] {ordinal("Q64")}, vectors);
    // Fewer entities than centroids: each is its own centroid, so nothing is lost.
    assertThat(vectors[0]).containsExactly(embedder.vector("Berlin: capital of Germany 5"));
    int[] both = {ordinal("Q183"), ordinal("Q64")};
    float[][] beside = new float[2][SnapshotFixtures.DIMENSION];
    assertThat(snapshot.entities(both, beside)).isEqualTo(snapshot.entities(both));
    assertThat(beside[1]).isEqualTo(vectors[0]);
    assertThatThrownBy(() -> snapshot.vectors(new int[] {1}, new float[1][3]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void saysWhatItIs() throws IOException {
    SnapshotManifest manifest = snapshot.manifest();
    assertThat(manifest.counts())
        .isEqualTo(new SnapshotManifest.Counts(6, 8, manifest.counts().surfaces(), 8));
    assertThat(manifest.sources())
        .containsExactly(new SourceCredit("test knowledge", "CC0", "nobody"));
    assertThat(manifest.embedding().digest()).isEqualTo("hash-embedder-16");
    assertThat(snapshot.digest())
        .isEqualTo(Sha256.hexOf(snapshot.folder().resolve("manifest.json")));
  }

  @Test
  void countsWhatItLeftOut(@TempDir Path other) throws IOException {
    BuildReport report =
        SnapshotFixtures.build(
            SnapshotFixtures.options(other.resolve("s")),
            new JsonlSource(SnapshotFixtures.knowledge(other.resolve("k"))));
    assertThat(report.unknownSubjects()).isEqualTo(1);
    assertThat(report.unknownObjects()).isEqualTo(1);
    assertThat(report.unknownSurfaces()).isEqualTo(1);
    assertThat(report.embedded()).isEqualTo(6);
    assertThat(report.precomputed()).isZero();
    assertThat(report.problems()).isZero();
    try (KnowledgeSnapshot again = KnowledgeSnapshot.open(other.resolve("s"))) {
      assertThat(again.digest()).isEqualTo(report.digest());
      assertThat(again.manifest().contentDigest())
          .as("the same sources give the same content")
          .isEqualTo(snapshot.manifest().contentDigest());
    }
    try (Stream<Path> left = Files.list(other)) {
      assertThat(left).hasSize(2);
    }
  }
}
