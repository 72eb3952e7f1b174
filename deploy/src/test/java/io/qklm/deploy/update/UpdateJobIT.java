package io.qklm.deploy.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qklm.deploy.broker.KafkaBrokerOptions;
import io.qklm.deploy.broker.KafkaBrokerProcess;
import io.qklm.deploy.job.SmallKnowledge;
import io.qklm.deploy.job.TestTopic;
import io.qklm.kafka.update.UpdateMetric;
import io.qklm.kafka.update.UpdateSender;
import io.qklm.kg.Entity;
import io.qklm.kg.EntityEmbedder;
import io.qklm.kg.EntityId;
import io.qklm.kg.Fact;
import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.kg.epoch.UpdateWindow;
import io.qklm.kg.follow.FollowOptions;
import io.qklm.kg.follow.FollowPlace;
import io.qklm.kg.follow.Follower;
import io.qklm.kg.source.wikidata.WikidataOptions;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.repository.EpochCatalog;
import io.qklm.kg.store.repository.EpochFetcher;
import io.qklm.kg.store.repository.SnapshotRepository;
import io.qklm.model.BundleEmbedder;
import io.qklm.model.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The update job against a real broker and a real repository. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class UpdateJobIT {

  @TempDir static Path folder;

  private static KafkaBrokerProcess broker;
  private static BundleEmbedder embedder;
  private static Path first;

  @BeforeAll
  static void start() throws Exception {
    broker = KafkaBrokerProcess.start(KafkaBrokerOptions.of(Path.of("target/qklm/broker")));
    first = folder.resolve("first");
    SmallKnowledge.build(first);
    embedder = BundleEmbedder.open(ModelBundle.zeroShot(), 1);
  }

  @AfterAll
  static void stop() throws Exception {
    if (embedder != null) {
      embedder.close();
    }
    if (broker != null) {
      broker.close();
    }
  }

  @Test
  void updatesBecomeAnEpochThatFollowsTheFirst() throws Exception {
    EpochTopicsUnderTest topics = topics("plain");
    topics.upsert("zorblat", "Zorblat Industries");
    topics.send("test:Oracle", null);
    topics.send("broken", "{");
    try (RunningUpdateJob job = run(topics, Steps.NONE)) {
      List<EpochAnnouncement> announced = awaitAnnounced(topics, job, 2);
      assertThat(announced.get(0).epoch().number()).isEqualTo(7);
      assertThat(announced.get(1).epoch().number()).isEqualTo(8);
      assertThat(announced.get(1).effectiveFrom()).isAfter(announced.get(0).effectiveFrom());
      assertThat(announced.get(1).repository()).isEqualTo(topics.repository().toString());
      try (KnowledgeSnapshot snapshot = fetch(topics, announced.get(1))) {
        assertThat(snapshot.ordinal(new EntityId("zorblat"))).isPresent();
        assertThat(snapshot.ordinal(new EntityId("test:Oracle"))).isEmpty();
        assertThat(snapshot.ordinal(new EntityId("test:Java"))).isPresent();
      }
      await(() -> head(topics).equals(announced.get(1).epoch().digest()), "the repository's head");
      assertThat(job.metric(UpdateMetric.READY)).isEqualTo(1);
      assertThat(job.metric(UpdateMetric.UPDATES)).isEqualTo(3);
      assertThat(job.metric(UpdateMetric.REFUSED)).isEqualTo(1);
      assertThat(job.metric(UpdateMetric.LAG)).isZero();
      assertThat(job.metric(UpdateMetric.WAITING)).isZero();
      assertThat(job.metric(UpdateMetric.WAITING_SECONDS)).isZero();
      assertThat(job.metric(UpdateMetric.EPOCHS)).isEqualTo(2);
      assertThat(job.metric(UpdateMetric.EPOCH)).isEqualTo(8);
      assertThat(job.metric(UpdateMetric.EPOCH_SECONDS)).isBetween(0.001, 60.0);
      assertThat(job.metric(UpdateMetric.SAID))
          .isCloseTo(System.currentTimeMillis() / 1e3, within(60.0));
      assertThat(job.metric(UpdateMetric.BEGUN)).isEqualTo(1);
      job.close();
      assertThat(job.metric(UpdateMetric.READY)).isZero();
    }
  }

  @Test
  void anEditOfAWikiIsKnownInTheNextEpoch() throws Exception {
    EpochTopicsUnderTest topics = topics("followed");
    FollowPlace place = new FollowPlace(folder.resolve("followed.place"));
    try (SmallWiki wiki = new SmallWiki("Q7000001", "Zorblat Bay");
        UpdateSender sender =
            new UpdateSender(
                topics.servers(), topics.options().updatesTopic(), Map.of(), sentence -> {});
        RunningUpdateJob job = run(topics, Steps.NONE)) {
      FollowOptions options =
          new FollowOptions(
              wiki.stream(),
              wiki.pages(),
              "wikidatawiki",
              Optional.empty(),
              WikidataOptions.defaults(),
              true,
              Set.of(),
              Duration.ofMillis(50),
              100);
      try (Follower follower =
          Follower.start(options, id -> false, sender, place, sentence -> {})) {
        while (place.read().isEmpty()) {
          follower.step();
        }
      }
      List<EpochAnnouncement> announced = awaitAnnounced(topics, job, 2);
      try (KnowledgeSnapshot snapshot = fetch(topics, announced.get(1))) {
        assertThat(snapshot.ordinal(new EntityId("Q7000001"))).isPresent();
        assertThat(snapshot.aliases().candidates("Zorblat Bay", 3)).hasSize(1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"build", "publish", "intend", "announce", "commit", "put in force", "continue"})
  void cutOffAnywhereAnUpdateIsNeitherLostNorDoubled(String step) throws Exception {
    EpochTopicsUnderTest topics = topics("cut-" + step.replace(' ', '-'));
    topics.upsert("zorblat", "Zorblat Industries");
    topics.send("broken", "{");
    AtomicBoolean cut = new AtomicBoolean();
    RunningUpdateJob killed =
        run(
            topics,
            next -> {
              if (next.equals(step)) {
                cut.set(true);
                throw new RunningUpdateJob.Killed(step);
              }
            });
    assertThat(killed.failure()).isInstanceOf(RunningUpdateJob.Killed.class);
    assertThat(cut).isTrue();

    try (RunningUpdateJob job = run(topics, Steps.NONE)) {
      awaitAnnounced(topics, job, 2);
      topics.upsert("second", "Second Thing");
      List<EpochAnnouncement> announced = awaitAnnounced(topics, job, 3);
      // The first epoch, the one with the update, the one after: no update made two.
      assertThat(announced).hasSize(3);
      try (KnowledgeSnapshot with = fetch(topics, announced.get(1));
          KnowledgeSnapshot last = fetch(topics, announced.get(2))) {
        assertThat(with.ordinal(new EntityId("zorblat"))).isPresent();
        assertThat(with.ordinal(new EntityId("second"))).isEmpty();
        assertThat(last.ordinal(new EntityId("zorblat"))).isPresent();
        assertThat(last.ordinal(new EntityId("second"))).isPresent();
        assertThat(last.manifest().parent()).contains(with.digest());
        assertThat(last.manifest().counts().entities()).isEqualTo(24);
      }
      await(() -> head(topics).equals(announced.get(2).epoch().digest()), "the head follows");
      try (TestTopic.Reader letters =
          new TestTopic.Reader(topics.servers(), List.of(topics.options().deadLetterTopic()))) {
        letters.readFor(Duration.ofSeconds(1));
        assertThat(letters.seen()).hasSize(1);
        assertThat(letters.seen().get(0).key()).isEqualTo("broken".getBytes());
      }
    }
  }

  @Test
  void aWindowOfLargeUpdatesIsClosedByItsBytesAndTheRestIsNotLost() throws Exception {
    EpochTopicsUnderTest topics = topics("large");
    for (int i = 0; i < 8; i++) {
      topics.send(
          "large-" + i,
          "{\"id\":\"large-%d\",\"labels\":{\"en\":\"Large Thing %d\"},\"descriptions\":{\"en\":\"%s\"}}"
              .formatted(i, i, "long ".repeat(600)));
    }
    // Neither the time nor the number would ever close it.
    UpdateWindow.Limits limits = new UpdateWindow.Limits(Duration.ofHours(1), 1_000, 5_000);
    try (RunningUpdateJob job =
        new RunningUpdateJob(topics.options().withWindow(limits), embedder, Steps.NONE)) {
      List<EpochAnnouncement> announced = awaitAnnounced(topics, job, 5);
      assertThat(announced).hasSize(5);
      try (KnowledgeSnapshot last = fetch(topics, announced.get(4))) {
        for (int i = 0; i < 8; i++) {
          assertThat(last.ordinal(new EntityId("large-" + i))).isPresent();
        }
      }
    }
  }

  @Test
  void onePoisonedUpdateDoesNotBlockItsWindow() throws Exception {
    EpochTopicsUnderTest topics = topics("poison");
    for (int i = 0; i < 5; i++) {
      topics.upsert("good-" + i, "Good Thing " + i);
    }
    topics.upsert("bad", "Poison Works");
    topics.send("white space", "{}");
    topics.send("other", "{\"id\":\"another\",\"labels\":{\"en\":\"A\"}}");
    try (RunningUpdateJob job =
        new RunningUpdateJob(topics.options(), new Poisonable(embedder), Steps.NONE)) {
      List<EpochAnnouncement> announced = awaitAnnounced(topics, job, 2);
      try (KnowledgeSnapshot snapshot = fetch(topics, announced.get(1))) {
        for (int i = 0; i < 5; i++) {
          assertThat(snapshot.ordinal(new EntityId("good-" + i))).isPresent();
        }
        assertThat(snapshot.ordinal(new EntityId("bad"))).isEmpty();
      }
    }
    try (TestTopic.Reader letters =
        new TestTopic.Reader(topics.servers(), List.of(topics.options().deadLetterTopic()))) {
      letters.readFor(Duration.ofSeconds(1));
      assertThat(
              letters.seen().stream()
                  .map(
                      record ->
                          new String(record.headers().lastHeader("qklm.error.message").value()))
                  .toList())
          .hasSize(3)
          .anyMatch(reason -> reason.contains("holds no white space"))
          .anyMatch(reason -> reason.contains("key is 'other' and its 'id' is 'another'"))
          .anyMatch(reason -> reason.contains("poison"));
    }
  }

  @Test
  void aJobThatIsStartedTakesOver() throws Exception {
    EpochTopicsUnderTest topics = topics("fenced");
    RunningUpdateJob old = run(topics, Steps.NONE);
    awaitAnnounced(topics, old, 1);
    try (RunningUpdateJob job = run(topics, Steps.NONE)) {
      assertThat(old.failure())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another update job for topic 'fenced-epochs' was started");
      topics.upsert("zorblat", "Zorblat Industries");
      assertThat(awaitAnnounced(topics, job, 2)).hasSize(2);
    }
  }

  @Test
  void aRollbackInTheRepositoryIsAnnouncedAndBuiltUpon() throws Exception {
    EpochTopicsUnderTest topics = topics("rollback");
    topics.upsert("zorblat", "Zorblat Industries");
    try (RunningUpdateJob job = run(topics, Steps.NONE)) {
      List<EpochAnnouncement> two = awaitAnnounced(topics, job, 2);
      await(() -> head(topics).equals(two.get(1).epoch().digest()), "the repository's head");
      new EpochCatalog(SnapshotRepository.open(topics.repository().toString())).announce(7);
      List<EpochAnnouncement> three = awaitAnnounced(topics, job, 3);
      assertThat(three.get(2).epoch()).isEqualTo(three.get(0).epoch());
      topics.upsert("second", "Second Thing");
      List<EpochAnnouncement> four = awaitAnnounced(topics, job, 4);
      assertThat(four.get(3).epoch().number()).isEqualTo(9);
      try (KnowledgeSnapshot snapshot = fetch(topics, four.get(3))) {
        assertThat(snapshot.ordinal(new EntityId("second"))).isPresent();
        assertThat(snapshot.ordinal(new EntityId("zorblat"))).isEmpty();
      }
    }
  }

  @Test
  void aRepositoryThatIsAwayIsWaitedForAndToldOfOnce() throws Exception {
    EpochTopicsUnderTest topics = topics("away");
    try (RunningUpdateJob job = run(topics, Steps.NONE)) {
      awaitAnnounced(topics, job, 1);
      Path hidden = topics.repository().resolveSibling("hidden");
      Files.move(topics.repository(), hidden);
      topics.upsert("zorblat", "Zorblat Industries");
      await(
          () -> job.notes.stream().anyMatch(note -> note.contains("they are not lost")), "a note");
      Thread.sleep(3_000);
      assertThat(job.notes).filteredOn(note -> note.contains("they are not lost")).hasSize(1);
      if (Files.exists(topics.repository())) {
        // What the attempts left in its place.
        Files.move(topics.repository(), topics.repository().resolveSibling("attempts"));
      }
      Files.move(hidden, topics.repository());
      assertThat(awaitAnnounced(topics, job, 2)).hasSize(2);
    }
  }

  private static EpochTopicsUnderTest topics(String name) throws Exception {
    return EpochTopicsUnderTest.make(broker.bootstrapServers(), name, folder, first);
  }

  private static RunningUpdateJob run(EpochTopicsUnderTest topics, Steps steps) {
    return new RunningUpdateJob(topics.options(), embedder, steps);
  }

  private static List<EpochAnnouncement> awaitAnnounced(
      EpochTopicsUnderTest topics, RunningUpdateJob job, int count) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    List<EpochAnnouncement> announced = topics.announced();
    while (announced.size() < count) {
      if (job.end.isDone() || System.nanoTime() > end) {
        throw new AssertionError(
            "only " + announced + " announced; " + job.notes, job.end.getNow(null));
      }
      announced = topics.announced();
    }
    return announced;
  }

  private static void await(BooleanSupplier condition, String what) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain for " + what);
      }
      Thread.sleep(20);
    }
  }

  private static String head(EpochTopicsUnderTest topics) {
    try {
      return SnapshotRepository.open(topics.repository().toString()).head().orElseThrow().digest();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static KnowledgeSnapshot fetch(EpochTopicsUnderTest topics, EpochAnnouncement epoch)
      throws IOException {
    Path cache = Files.createDirectories(folder.resolve("fetched-" + topics.name()));
    return KnowledgeSnapshot.open(
        new EpochFetcher(SnapshotRepository.open(topics.repository().toString()), cache, Steps.NONE)
            .fetch(epoch.epoch())
            .folder());
  }

  /** Fails on a text that speaks of poison. */
  private record Poisonable(EntityEmbedder real) implements EntityEmbedder {
    @Override
    public int dimension() {
      return real.dimension();
    }

    @Override
    public String digest() {
      return real.digest();
    }

    @Override
    public String verbalize(Entity entity, List<Fact> facts) {
      return real.verbalize(entity, facts);
    }

    @Override
    public float[][] embed(List<String> texts) {
      if (texts.stream().anyMatch(text -> text.contains("Poison"))) {
        throw new IllegalStateException("poison");
      }
      return real.embed(texts);
    }
  }
}
