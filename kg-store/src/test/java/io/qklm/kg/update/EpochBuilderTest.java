package io.qklm.kg.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.EntityId;
import io.qklm.kg.KnowledgeUpdate;
import io.qklm.kg.source.interchange.JsonlSource;
import io.qklm.kg.source.interchange.KnowledgeUpdateReader;
import io.qklm.kg.store.HashEmbedder;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.SnapshotFixtures;
import io.qklm.kg.store.build.KnowledgeBuild;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.repository.EpochCatalog;
import io.qklm.kg.store.repository.EpochFetcher;
import io.qklm.kg.store.repository.EpochName;
import io.qklm.kg.store.repository.EpochPublisher;
import io.qklm.kg.store.repository.FolderStore;
import io.qklm.kg.store.repository.HeadIntent;
import io.qklm.kg.store.repository.SnapshotRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One epoch out of a window, whichever step fails and how often. */
class EpochBuilderTest {

  @TempDir Path folder;

  private final AtomicInteger failures = new AtomicInteger();
  private String failing = "-";
  private final Embedder embedder = new Embedder();
  private SnapshotRepository repository;
  private EpochBuilder builder;
  private EpochName first;

  @BeforeEach
  void open() throws IOException {
    Path snapshot = snapshot("first", 1);
    Steps steps =
        step -> {
          if (step.startsWith(failing) && failures.getAndDecrement() > 0) {
            throw new IOException("cannot " + step);
          }
        };
    repository = new SnapshotRepository(FolderStore.create(folder.resolve("repository"), steps));
    first = new EpochPublisher(repository).publish(snapshot).epoch();
    builder = new EpochBuilder(repository, embedder, Optional.of(folder.resolve("work")));
    builder.startFrom(first);
  }

  @AfterEach
  void close() throws IOException {
    builder.close();
    repository.close();
  }

  @Test
  void aPublishThatFailsIsTriedAgainWithTheSnapshotThatIsThere() throws IOException {
    List<KnowledgeUpdate> updates = updates("E2", "E3");
    fail("write blobs/", 3);
    for (int i = 0; i < 3; i++) {
      EpochBuilder.Built built = builder.build(List.copyOf(updates));
      assertThatThrownBy(() -> builder.publish(built.snapshot().orElseThrow()))
          .hasMessageContaining("cannot write blobs/");
    }
    EpochBuilder.Built built = builder.build(updates);
    builder.publish(built.snapshot().orElseThrow());

    assertThat(snapshots()).containsExactly(built.snapshot().orElseThrow().folder());
    assertThat(embedder.batches.stream().mapToInt(Integer::intValue).sum()).isEqualTo(2);
    builder.continueFrom(built.snapshot().orElseThrow());
    try (KnowledgeSnapshot published = fetch(built.snapshot().orElseThrow().epoch())) {
      assertThat(published.ordinal(new EntityId("E3"))).isPresent();
      assertThat(published.manifest().parent()).contains(first.digest());
    }
  }

  @Test
  void anotherWindowTakesTheFolderOfOneThatWasNeverPublished() throws IOException {
    builder.build(updates("E2"));
    EpochBuilder.Built second = builder.build(updates("E2", "E3"));
    assertThat(snapshots()).containsExactly(second.snapshot().orElseThrow().folder());
    // Of E2 nothing new is known, and nothing is embedded twice.
    assertThat(embedder.batches).containsExactly(1, 1);
  }

  @Test
  void aNumberThatWasTakenMeanwhileIsNotUsed() throws IOException {
    EpochBuilder.Snapshot mine = builder.build(updates("E2")).snapshot().orElseThrow();
    new EpochPublisher(repository).store(snapshot("other", mine.epoch().number()));
    EpochBuilder.Snapshot again = builder.build(updates("E2")).snapshot().orElseThrow();
    assertThat(again.epoch().number()).isEqualTo(mine.epoch().number() + 1);
    builder.publish(again);
    assertThat(snapshots()).containsExactly(again.folder());
  }

  @Test
  void theParentChangesAndTheWindowIsBuiltUponTheNewOne() throws IOException {
    EpochBuilder.Snapshot second = builder.build(updates("E2")).snapshot().orElseThrow();
    builder.publish(second);
    builder.continueFrom(second);
    builder.build(updates("E3"));
    builder.startFrom(first);
    EpochBuilder.Snapshot upon = builder.build(updates("E3")).snapshot().orElseThrow();
    builder.publish(upon);
    try (KnowledgeSnapshot published = fetch(upon.epoch())) {
      assertThat(published.manifest().parent()).contains(first.digest());
      assertThat(published.ordinal(new EntityId("E2"))).isEmpty();
    }
  }

  @Test
  void whatWasBuiltHereAndAnnouncedNeedNotBeFetched() throws IOException {
    EpochBuilder.Snapshot second = builder.build(updates("E2")).snapshot().orElseThrow();
    builder.publish(second);
    builder.startFrom(second.epoch());
    assertThat(builder.build(updates("E3")).snapshot().orElseThrow().epoch().number()).isEqualTo(3);
    assertThat(snapshots()).hasSize(2);
  }

  @Test
  void aDamagedFolderIsReplacedByTheRepositorysCopy() throws IOException {
    EpochBuilder.Snapshot second = builder.build(updates("E2")).snapshot().orElseThrow();
    builder.publish(second);
    Files.delete(second.folder().resolve("manifest.json"));
    builder.continueFrom(second);
    EpochBuilder.Snapshot third = builder.build(updates("E3")).snapshot().orElseThrow();
    builder.publish(third);
    try (KnowledgeSnapshot published = fetch(third.epoch())) {
      assertThat(published.ordinal(new EntityId("E2"))).isPresent();
    }
  }

  @Test
  void theUpdateAtFaultIsLeftOutAlone() throws IOException {
    embedder.fails = texts -> texts.stream().anyMatch(text -> text.contains("E3"));
    EpochBuilder.Built built = builder.build(updates("E2", "E3", "E4"));
    assertThat(built.poisoned())
        .singleElement()
        .satisfies(one -> assertThat(one.update().id()).isEqualTo(new EntityId("E3")));
    assertThat(builder.build(updates("E2", "E3", "E4"))).isEqualTo(built);
    builder.publish(built.snapshot().orElseThrow());
    try (KnowledgeSnapshot published = fetch(built.snapshot().orElseThrow().epoch())) {
      assertThat(published.ordinal(new EntityId("E4"))).isPresent();
      assertThat(published.ordinal(new EntityId("E3"))).isEmpty();
    }
  }

  @Test
  void aModelThatFailsOnEverythingBlamesNoUpdate() throws IOException {
    embedder.fails = texts -> true;
    assertThatThrownBy(() -> builder.build(updates("E2", "E3")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("whatever the update");
    embedder.fails = texts -> false;
    EpochBuilder.Built built = builder.build(updates("E2", "E3"));
    assertThat(built.poisoned()).isEmpty();
    assertThat(built.snapshot()).isPresent();
  }

  @Test
  void aModelThatFailsNowAndThenBlamesNoUpdate() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    // The window, its first half, and then no more.
    embedder.fails = texts -> calls.incrementAndGet() <= 2;
    EpochBuilder.Built built = builder.build(updates("E2", "E3"));
    assertThat(built.poisoned()).isEmpty();
    assertThat(built.snapshot()).isPresent();
  }

  @Test
  void nothingStaysBehind() throws IOException {
    builder.build(updates("E2"));
    builder.close();
    builder = new EpochBuilder(repository, embedder, Optional.of(folder.resolve("work")));
    assertThat(snapshots()).isEmpty();
  }

  @Test
  void whoeverPutsAnEpochInForceByHandTakesBackWhatWasIntended() throws IOException {
    EpochBuilder.Snapshot second = builder.build(updates("E2")).snapshot().orElseThrow();
    builder.publish(second);
    builder.intend(Optional.of(first), second.epoch());
    assertThat(builder.intent()).contains(HeadIntent.of(Optional.of(first), second.epoch()));
    new EpochCatalog(repository).announce(1);
    assertThat(builder.intent()).contains(HeadIntent.NOTHING);

    builder.intend(Optional.of(first), second.epoch());
    new EpochPublisher(repository).publish(second.folder());
    assertThat(builder.intent()).contains(HeadIntent.NOTHING);
  }

  private Path snapshot(String name, long epoch) throws IOException {
    Path output = folder.resolve(name);
    SnapshotFixtures.build(
        KnowledgeBuild.Options.into(output, epoch).withVectors(SnapshotFixtures.VECTORS),
        new JsonlSource(SnapshotFixtures.knowledge(folder.resolve(name + "-knowledge"))));
    return output;
  }

  private void fail(String step, int times) {
    failing = step;
    failures.set(times);
  }

  private List<Path> snapshots() throws IOException {
    Path built = folder.resolve("work/slot-0/built");
    if (!Files.exists(built)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(built)) {
      return all.toList();
    }
  }

  private KnowledgeSnapshot fetch(EpochName epoch) throws IOException {
    Path cache = Files.createDirectories(folder.resolve("cache"));
    return KnowledgeSnapshot.open(
        new EpochFetcher(repository, cache, Steps.NONE).fetch(epoch).folder());
  }

  private static List<KnowledgeUpdate> updates(String... ids) throws IOException {
    List<KnowledgeUpdate> updates = new ArrayList<>();
    for (String id : ids) {
      updates.add(
          KnowledgeUpdateReader.read(
              "{\"upsert\": {\"id\": \"" + id + "\", \"label\": \"Echo " + id + "\"}}"));
    }
    return updates;
  }

  private static final class Embedder extends HashEmbedder {
    private Predicate<List<String>> fails = texts -> false;

    Embedder() {
      super(SnapshotFixtures.DIMENSION);
    }

    @Override
    public float[][] embed(List<String> texts) {
      if (fails.test(texts)) {
        throw new IllegalStateException("out of memory, say");
      }
      return super.embed(texts);
    }
  }
}
