package io.qklm.kg.store.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.KnowledgeUpdate;
import io.qklm.kg.alias.AliasIndex;
import io.qklm.kg.alias.Candidate;
import io.qklm.kg.source.interchange.KnowledgeUpdateReader;
import io.qklm.kg.store.HashEmbedder;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.KnowledgeSnapshot.Options;
import io.qklm.kg.store.SnapshotFixtures;
import io.qklm.kg.store.files.FileTrees;
import io.qklm.kg.store.files.Sha256;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.format.SnapshotException;
import io.qklm.kg.store.format.SnapshotManifest;
import io.qklm.kg.store.format.SnapshotManifest.FileEntry;
import io.qklm.kg.store.format.StoredEntity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeltaBuildTest {

  @TempDir static Path folder;
  private static KnowledgeSnapshot parent;

  @TempDir Path work;

  @BeforeAll
  static void buildParent() throws IOException {
    parent = KnowledgeSnapshot.open(SnapshotFixtures.snapshot(folder));
  }

  @AfterAll
  static void closeParent() {
    parent.close();
  }

  private static List<KnowledgeUpdate> updates(String... lines) {
    return Arrays.stream(lines).map(KnowledgeUpdateReader::read).toList();
  }

  private static DeltaReport delta(KnowledgeSnapshot from, Path output, String... lines)
      throws IOException {
    return new DeltaBuild(
            from,
            DeltaBuild.Options.after(from, output),
            new HashEmbedder(SnapshotFixtures.DIMENSION),
            Steps.NONE)
        .run(updates(lines));
  }

  private KnowledgeSnapshot next(KnowledgeSnapshot from, String... lines) throws IOException {
    Path output = work.resolve("epoch-" + (from.manifest().epoch() + 1));
    delta(from, output, lines);
    return KnowledgeSnapshot.open(output);
  }

  private static int ordinal(KnowledgeSnapshot snapshot, String id) {
    return snapshot.ordinal(new EntityId(id)).orElseThrow();
  }

  private static List<String> named(KnowledgeSnapshot snapshot, String surface) {
    return snapshot.aliases().candidates(surface, 10).stream()
        .map(candidate -> snapshot.entity(candidate.ordinal()).id().value())
        .toList();
  }

  private static List<String> about(KnowledgeSnapshot snapshot, String id) {
    return snapshot.factsAbout(ordinal(snapshot, id), 10).stream()
        .map(fact -> fact.subject() + " " + fact.relation())
        .toList();
  }

  private static final String POTSDAM =
      """
      {"upsert": {"id": "Q1711", "label": "Potsdam", "description": "city near Berlin",
        "kind": "LOC", "rank": 0.5, "aliases": ["Potsdam, Brandenburg"], "types": ["City"],
        "facts": [{"relation": "P17", "kind": "entity", "object": "Q183"},
                  {"relation": "P9999", "kind": "entity", "object": "Q64"}],
        "surfaces": [{"surface": "Sanssouci", "weight": 0.5, "source": "guessed"}]}}""";

  @Test
  void addsAnEntity() throws IOException {
    try (KnowledgeSnapshot next = next(parent, POTSDAM)) {
      assertThat(ordinal(next, "Q1711")).isEqualTo(6);
      assertThat(next.entity(6))
          .isEqualTo(new StoredEntity(6, new EntityId("Q1711"), EntityKind.LOC, 0.5f));
      assertThat(next.text(6, "en").label()).isEqualTo("Potsdam");
      assertThat(next.types(6)).containsExactly("City");
      assertThat(next.facts(6))
          .extracting(Fact::relation, Fact::object)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(
                  "P17", new FactObject.OfEntity(new EntityId("Q183"))),
              org.assertj.core.groups.Tuple.tuple(
                  "P9999", new FactObject.OfEntity(new EntityId("Q64"))));
      assertThat(about(next, "Q64")).containsExactly("Q183 P36", "Q1711 P9999");
      assertThat(named(next, "POTSDAM")).containsExactly("Q1711");
      assertThat(named(next, "Sanssouci")).containsExactly("Q1711");
      assertThat(next.aliases().scan("From Berlin to Potsdam"))
          .extracting(match -> match.span().in("From Berlin to Potsdam"))
          .containsExactly("Berlin", "Potsdam");
      float[][] vectors = new float[1][SnapshotFixtures.DIMENSION];
      next.vectors(new int[] {6}, vectors);
      assertThat(vectors[0]).doesNotContain(Float.NaN);
      assertThat(next.aliases().surfaces()).isEqualTo(parent.aliases().surfaces() + 3);
      assertThat(next.manifest().counts())
          .isEqualTo(new SnapshotManifest.Counts(7, 10, next.aliases().surfaces(), 9));
    }
    assertThat(parent.ordinal(new EntityId("Q1711"))).isEmpty();
    assertThat(about(parent, "Q64")).containsExactly("Q183 P36");
  }

  @Test
  void replacesTheWholeRecord() throws IOException {
    String line =
        """
        {"upsert": {"id": "Q64", "labels": {"en": "Berlin"}, "kind": "LOC", "rank": 0.9,
          "aliases": {"en": ["Spree-Athen"]},
          "facts": [{"relation": "P36", "kind": "entity", "object": "Q567"}]}}""";
    try (KnowledgeSnapshot next = next(parent, line)) {
      int berlin = ordinal(next, "Q64");
      assertThat(berlin).isEqualTo(ordinal(parent, "Q64"));
      assertThat(next.text(berlin, "zh").label()).isEqualTo("Berlin");
      assertThat(next.text(berlin, "en").description()).isEmpty();
      assertThat(next.types(berlin)).isEmpty();
      assertThat(next.facts(berlin)).hasSize(1);
      assertThat(about(next, "Q183")).containsExactly("Q567 P27");
      assertThat(about(next, "Q567")).containsExactly("Q64 P36");
      assertThat(named(next, "柏林")).isEmpty();
      assertThat(next.aliases().scan("柏林 Capital of Germany")).hasSize(1);
      assertThat(named(next, "Spree-Athen")).containsExactly("Q64");
      // It keeps the prior that was counted for it, and so does the other Berlin.
      assertThat(next.aliases().candidates("Berlin", 9))
          .isEqualTo(parent.aliases().candidates("Berlin", 9));
      assertThat(next.manifest().counts().facts()).isEqualTo(4);
    }
  }

  @Test
  void retiresAnEntityAndBringsItBack() throws IOException {
    int germany = ordinal(parent, "Q183");
    try (KnowledgeSnapshot gone = next(parent, "{\"retire\": \"Q183\"}", "{\"retire\": \"Q0\"}")) {
      assertThat(gone.ordinal(new EntityId("Q183"))).isEmpty();
      assertThatThrownBy(() -> gone.entity(germany))
          .hasMessage("entity " + germany + ", Q183, is retired");
      assertThatThrownBy(() -> gone.text(germany, "en"))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(gone.facts(ordinal(gone, "Q64")))
          .extracting(Fact::relation)
          .doesNotContain("P17")
          .hasSize(4);
      assertThat(about(gone, "Q64")).isEmpty();
      assertThat(named(gone, "Germany")).isEmpty();
      assertThat(gone.aliases().scan("Federal Republic of Germany")).isEmpty();
      assertThat(gone.size()).isEqualTo(6);
      assertThat(gone.manifest().counts().retired()).isEqualTo(1);

      try (KnowledgeSnapshot back =
          next(
              gone,
              "{\"upsert\": {\"id\": \"Q183\", \"label\": \"Germany\", \"rank\": 0.95}}",
              "{\"upsert\": {\"id\": \"Q2\", \"label\": \"Earth\"}}")) {
        assertThat(ordinal(back, "Q183")).isEqualTo(germany);
        assertThat(ordinal(back, "Q2")).isEqualTo(6);
        assertThat(about(back, "Q183")).containsExactly("Q64 P17", "Q567 P27");
        assertThat(back.facts(ordinal(back, "Q64"))).hasSize(5);
        assertThat(named(back, "germany")).containsExactly("Q183");
        assertThat(named(back, "Federal Republic of Germany")).isEmpty();
        assertThat(back.manifest().counts().retired()).isZero();
        assertThat(back.manifest().parent()).hasValue(gone.digest());
      }
    }
  }

  @Test
  void theLastUpdateOfAnIdCounts() throws IOException {
    try (KnowledgeSnapshot next = next(parent, POTSDAM, "{\"retire\": \"Q1711\"}")) {
      assertThat(next.ordinal(new EntityId("Q1711"))).isEmpty();
      assertThat(next.size()).isEqualTo(6);
    }
  }

  @Test
  void newNamesShareASurface() throws IOException {
    String line = "{\"upsert\": {\"id\": \"Q9\", \"label\": \"Berlin\", \"rank\": 0.9}}";
    try (KnowledgeSnapshot next = next(parent, line)) {
      List<Candidate> candidates = next.aliases().candidates("Berlin", 9);
      assertThat(candidates).hasSize(3);
      assertThat(candidates.stream().mapToDouble(Candidate::prior).sum()).isLessThanOrEqualTo(1);
      assertThat(candidates).isSortedAccordingTo((a, b) -> Float.compare(b.prior(), a.prior()));
      assertThat(next.aliases().candidates("Berlin", 1)).isEqualTo(candidates.subList(0, 1));
    }
  }

  @Test
  void sharesTheParentsFilesAndLeavesThemAlone() throws IOException {
    Map<String, String> before = digests(parent.folder());
    Path output = work.resolve("next");
    DeltaReport report = delta(parent, output, POTSDAM, "{\"retire\": \"Q567\"}");
    assertThat(digests(parent.folder())).isEqualTo(before);
    int shared = 0;
    for (FileEntry entry : parent.manifest().files()) {
      Path mine = output.resolve(entry.path());
      if (Files.exists(mine) && Files.isSameFile(mine, parent.folder().resolve(entry.path()))) {
        shared++;
      } else {
        assertThat(entry.path()).matches("db/(CURRENT|MANIFEST-.*)");
      }
    }
    assertThat(shared).isGreaterThan(5);
    try (KnowledgeSnapshot next = KnowledgeSnapshot.openNext(output, Options.defaults(), parent)) {
      assertThat(next.digest()).isEqualTo(report.digest());
      assertThat(next.manifest().parent()).hasValue(parent.digest());
      assertThat(next.manifest().epoch()).isEqualTo(parent.manifest().epoch() + 1);
    }
    try (Stream<Path> left = Files.list(work)) {
      assertThat(left).containsExactly(output);
    }
  }

  @Test
  void theSameUpdatesGiveTheSameContent() throws IOException {
    delta(parent, work.resolve("a"), POTSDAM, "{\"retire\": \"Q567\"}");
    delta(parent, work.resolve("b"), "{\"retire\": \"Q567\"}", POTSDAM);
    try (KnowledgeSnapshot a = KnowledgeSnapshot.open(work.resolve("a"));
        KnowledgeSnapshot b = KnowledgeSnapshot.open(work.resolve("b"))) {
      assertThat(a.manifest().contentDigest())
          .isEqualTo(b.manifest().contentDigest())
          .isNotEqualTo(parent.manifest().contentDigest());
    }
  }

  @Test
  void openNextReadsWhatIsNotShared() throws IOException {
    Path output = work.resolve("next");
    delta(parent, output, POTSDAM);
    Path segment = output.resolve("aliases");
    try (Stream<Path> all = Files.walk(segment)) {
      Path file = all.filter(path -> path.endsWith("superseded.bin")).findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(file);
      bytes[5] ^= 1;
      Files.write(file, bytes);
    }
    assertThatThrownBy(() -> KnowledgeSnapshot.openNext(output, Options.defaults(), parent))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContainingAll("superseded.bin", "SHA-256");
  }

  @Test
  void refusesAnotherEmbedder() {
    assertThatThrownBy(
            () ->
                new DeltaBuild(
                    parent,
                    DeltaBuild.Options.after(parent, work.resolve("x")),
                    new HashEmbedder(8),
                    Steps.NONE))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContainingAll("hash-embedder-16", "hash-embedder-8", "build the knowledge anew");
  }

  @Test
  void aChainOfDeltasEqualsOneOfThem() throws IOException {
    KnowledgeSnapshot last = parent;
    try {
      for (int i = 0; i < 8; i++) {
        KnowledgeSnapshot before = last;
        last =
            next(
                before,
                "{\"upsert\": {\"id\": \"E" + i + "\", \"label\": \"Echo " + i + "\"}}",
                "{\"upsert\": {\"id\": \"E\", \"label\": \"Echo\", \"aliases\": [\"Ek"
                    + i
                    + "\"]}}");
        if (before != parent) {
          before.close();
        }
      }
      AliasIndex aliases = last.aliases();
      assertThat(aliases.scan("Echo 0, Echo 7, Ek3 and Ek7"))
          .extracting(match -> match.span().in("Echo 0, Echo 7, Ek3 and Ek7"))
          .containsExactly("Echo 0", "Echo", "Echo 7", "Echo", "Ek7");
      assertThat(last.size()).isEqualTo(15);
    } finally {
      if (last != parent) {
        last.close();
      }
    }
  }

  private static Map<String, String> digests(Path snapshot) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> all = Files.walk(snapshot)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        digests.put(snapshot.relativize(file).toString(), Sha256.hexOf(file));
      }
    }
    return digests;
  }

  @Test
  void factsThatGoRoundOrNowhereAreKeptAndWalkedOnce() throws IOException {
    try (KnowledgeSnapshot next =
        next(
            parent,
            "{\"upsert\": {\"id\": \"C1\", \"label\": \"Hen\", \"facts\": ["
                + "{\"relation\": \"P279\", \"kind\": \"entity\", \"object\": \"C2\"},"
                + "{\"relation\": \"P279\", \"kind\": \"entity\", \"object\": \"C1\"}]}}",
            "{\"upsert\": {\"id\": \"C2\", \"label\": \"Egg\", \"facts\": ["
                + "{\"relation\": \"P279\", \"kind\": \"entity\", \"object\": \"C1\"},"
                + "{\"relation\": \"P279\", \"kind\": \"entity\", \"object\": \"NOBODY\"}]}}")) {
      assertThat(next.facts(ordinal(next, "C1"))).hasSize(2);
      assertThat(next.facts(ordinal(next, "C2"))).hasSize(2);
      assertThat(about(next, "C1")).containsExactlyInAnyOrder("C1 P279", "C2 P279");
      assertThat(about(next, "C2")).containsExactly("C1 P279");
    }
  }

  @Test
  void copiesOfTheParentsFilesAreNotNew() throws IOException {
    Path memory = Path.of("/dev/shm");
    Assumptions.assumeTrue(
        Files.isWritable(memory) && !Files.getFileStore(memory).equals(Files.getFileStore(work)),
        "there is no second file system here, over which nothing can be linked");
    Path elsewhere = Files.createTempDirectory(memory, "qklm-delta");
    try {
      // With a segment of names, which a copy must not make part of the next delta's content.
      delta(parent, work.resolve("one"), POTSDAM);
      try (KnowledgeSnapshot one = KnowledgeSnapshot.open(work.resolve("one"))) {
        DeltaReport linked = delta(one, work.resolve("linked"), "{\"retire\": \"Q567\"}");
        DeltaReport copied = delta(one, elsewhere.resolve("copied"), "{\"retire\": \"Q567\"}");
        try (KnowledgeSnapshot a = KnowledgeSnapshot.open(linked.folder());
            KnowledgeSnapshot b = KnowledgeSnapshot.open(copied.folder())) {
          assertThat(b.manifest().contentDigest()).isEqualTo(a.manifest().contentDigest());
        }
        assertThat(copied.newBytes()).isCloseTo(linked.newBytes(), Offset.offset(200L));
      }
    } finally {
      FileTrees.delete(elsewhere);
    }
  }
}
