package io.qklm.kg.store.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.KnowledgeSource;
import io.qklm.kg.source.interchange.JsonlSource;
import io.qklm.kg.store.BuildProgress;
import io.qklm.kg.store.HashEmbedder;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.SnapshotFixtures;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build that fails leaves nothing behind. */
class BuildFailureTest {

  @TempDir Path folder;

  private interface Reading {
    void into(KnowledgeSink sink) throws IOException;
  }

  private static KnowledgeSource source(Reading reading) {
    return new KnowledgeSource() {
      @Override
      public String description() {
        return "test";
      }

      @Override
      public void readInto(KnowledgeSink sink) throws IOException {
        reading.into(sink);
      }
    };
  }

  private static Entity entity(int number) {
    return new Entity(
        new EntityId("Q" + number),
        Map.of("en", "Entity " + number),
        Map.of(),
        Map.of(),
        List.of(),
        EntityKind.MISC,
        0.5f);
  }

  private void nothingIsLeft() throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  private KnowledgeBuild.Options options() {
    return SnapshotFixtures.options(folder.resolve("output"));
  }

  @Test
  void whenASourceFails() throws IOException {
    assertThatThrownBy(
            () ->
                SnapshotFixtures.build(
                    options(),
                    source(
                        sink -> {
                          sink.entity(entity(1));
                          throw new IOException("the disk is gone");
                        })))
        .hasMessage("the disk is gone");
    nothingIsLeft();
  }

  @Test
  void whenTheEmbedderFails() throws IOException {
    HashEmbedder broken =
        new HashEmbedder(SnapshotFixtures.DIMENSION) {
          @Override
          public float[][] embed(List<String> texts) {
            throw new IllegalStateException("no model");
          }
        };
    assertThatThrownBy(
            () ->
                new KnowledgeBuild(options(), broken, Optional.empty(), BuildProgress.SILENT)
                    .run(List.of(source(sink -> sink.entity(entity(1))))))
        .hasMessage("no model");
    nothingIsLeft();
  }

  @Test
  void whenItsThreadIsInterrupted() throws IOException {
    assertThatThrownBy(
            () ->
                SnapshotFixtures.build(
                    options(),
                    source(
                        sink -> {
                          Thread.currentThread().interrupt();
                          for (int i = 0; i < 10_000; i++) {
                            sink.entity(entity(i));
                          }
                        })))
        .isInstanceOf(InterruptedIOException.class)
        .hasMessage("the build was interrupted; nothing was written");
    assertThat(Thread.interrupted()).isTrue();
    nothingIsLeft();
  }

  @Test
  void whenThereAreTooManyProblems() throws IOException {
    assertThatThrownBy(
            () ->
                SnapshotFixtures.build(
                    options().withProblemLimit(2),
                    source(
                        sink -> {
                          sink.problem("a.jsonl:1", "no label");
                          sink.problem("a.jsonl:2", "no id");
                          sink.problem("a.jsonl:3", "no JSON");
                        })))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "the sources have more than 2 problems; mend them or allow more. The first:\n"
                + "  a.jsonl:1: no label\n  a.jsonl:2: no id\n  a.jsonl:3: no JSON");
    nothingIsLeft();
  }

  @Test
  void whenThereIsNothingToBuild() throws IOException {
    assertThatThrownBy(() -> SnapshotFixtures.build(options(), source(sink -> {})))
        .hasMessage("no source has a single entity, so there is nothing to build");
    nothingIsLeft();
  }

  @Test
  void whenTheOutputIsTaken() throws IOException {
    Files.createDirectories(folder.resolve("output"));
    Files.writeString(folder.resolve("output/precious"), "x");
    assertThatThrownBy(() -> SnapshotFixtures.build(options(), source(sink -> {})))
        .hasMessageContaining("is there already and is not an empty folder");
    assertThat(folder.resolve("output/precious")).exists();
  }

  @Test
  void takesAnEmptyFolderAndRemovesWhatADeadBuildLeft() throws IOException {
    Files.createDirectories(folder.resolve("output"));
    Path dead = Files.createDirectories(folder.resolve("output.building-999999999/staging"));
    SnapshotFixtures.build(options(), source(sink -> sink.entity(entity(1))));
    assertThat(dead.getParent()).doesNotExist();
    KnowledgeSnapshot.open(folder.resolve("output")).close();
  }

  @Test
  void recordsThatCannotBeFiledAreProblems() throws IOException {
    BuildReport report =
        SnapshotFixtures.build(
            options(),
            source(
                sink -> {
                  sink.entity(entity(1));
                  sink.entity(
                      new Entity(
                          new EntityId("Q2"),
                          Map.of("e n", "x"),
                          Map.of(),
                          Map.of(),
                          List.of(),
                          EntityKind.MISC,
                          0));
                  sink.fact(
                      new Fact(
                          new EntityId("Q1"),
                          "P1",
                          new FactObject.Text("x".repeat(70_000), Optional.empty())));
                  sink.fact(
                      new Fact(
                          new EntityId("Q\ud800"),
                          "P1",
                          new FactObject.Text("x", Optional.empty())));
                }));
    assertThat(report.problems()).isEqualTo(3);
    assertThat(report.firstProblems())
        .containsExactly(
            "entity Q2: 'e n' is no language code; letters, digits and hyphens are allowed",
            "fact about Q1: it takes 70011 bytes; 65536 are allowed",
            "fact about Q\ud800: an id in it holds a zero or half a surrogate pair");
  }

  @Test
  void sourcesMayComeInAnyOrder() throws IOException {
    Path knowledge = SnapshotFixtures.knowledge(folder.resolve("k"));
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    SnapshotFixtures.build(
        SnapshotFixtures.options(one),
        new JsonlSource(knowledge.resolve("entities.jsonl")),
        new JsonlSource(knowledge.resolve("facts.tsv")),
        new JsonlSource(knowledge.resolve("aliases.tsv")),
        new JsonlSource(knowledge.resolve("relations.tsv")));
    SnapshotFixtures.build(
        SnapshotFixtures.options(two),
        new JsonlSource(knowledge.resolve("relations.tsv")),
        new JsonlSource(knowledge.resolve("aliases.tsv")),
        new JsonlSource(knowledge.resolve("facts.tsv")),
        new JsonlSource(knowledge.resolve("entities.jsonl")),
        new JsonlSource(knowledge.resolve("facts.tsv")));
    try (KnowledgeSnapshot first = KnowledgeSnapshot.open(one);
        KnowledgeSnapshot second = KnowledgeSnapshot.open(two)) {
      assertThat(second.manifest().contentDigest()).isEqualTo(first.manifest().contentDigest());
    }
  }
}
