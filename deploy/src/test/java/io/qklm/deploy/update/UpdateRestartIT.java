package io.qklm.deploy.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.deploy.broker.KafkaBrokerOptions;
import io.qklm.deploy.broker.KafkaBrokerProcess;
import io.qklm.deploy.job.SmallKnowledge;
import io.qklm.deploy.job.TestTopic;
import io.qklm.kafka.update.UpdateOptions;
import io.qklm.kg.EntityId;
import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.kg.epoch.EpochHeartbeat;
import io.qklm.kg.epoch.EpochMessageJson;
import io.qklm.kg.epoch.EpochTimeline;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.repository.EpochCatalog;
import io.qklm.kg.store.repository.EpochFetcher;
import io.qklm.kg.store.repository.SnapshotRepository;
import io.qklm.model.BundleEmbedder;
import io.qklm.model.ModelBundle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an update job finds when it begins again, after minutes or after weeks. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class UpdateRestartIT {

  @TempDir static Path folder;

  private static KafkaBrokerProcess broker;
  private static BundleEmbedder embedder;
  private static Path first;
  private static Admin admin;

  @BeforeAll
  static void start() throws Exception {
    broker = KafkaBrokerProcess.start(KafkaBrokerOptions.of(Path.of("target/qklm/broker")));
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    first = folder.resolve("first");
    SmallKnowledge.build(first);
    embedder = BundleEmbedder.open(ModelBundle.zeroShot(), 1);
  }

  @AfterAll
  static void stop() throws Exception {
    if (embedder != null) {
      embedder.close();
    }
    if (admin != null) {
      admin.close();
    }
    if (broker != null) {
      broker.close();
    }
  }

  @Test
  void aRollbackWhileNoJobRanIsAnnouncedAndBuiltUpon() throws Exception {
    EpochTopicsUnderTest topics = topics("rolled-back");
    topics.upsert("zorblat", "Zorblat Industries");
    try (RunningUpdateJob job = run(topics.options())) {
      await(() -> topics.announced().size() == 2 && head(topics) == 8);
    }
    new EpochCatalog(SnapshotRepository.open(topics.repository().toString())).announce(7);
    try (RunningUpdateJob job = run(topics.options())) {
      await(() -> topics.announced().size() == 3);
      topics.upsert("second", "Second Thing");
      await(() -> topics.announced().size() == 4);
    }
    List<EpochAnnouncement> announced = topics.announced();
    assertThat(announced.stream().map(epoch -> epoch.epoch().number()))
        .containsExactly(7L, 8L, 7L, 9L);
    try (KnowledgeSnapshot newest = fetch(topics, announced.get(3))) {
      assertThat(newest.manifest().parent()).contains(announced.get(2).epoch().digest());
      assertThat(newest.ordinal(new EntityId("zorblat"))).isEmpty();
    }
  }

  @Test
  void twoRepositoriesOverOneTopicOfUpdatesEachGetAllOfIt() throws Exception {
    EpochTopicsUnderTest one = topics("shared");
    one.upsert("zorblat", "Zorblat Industries");
    try (RunningUpdateJob job = run(one.options())) {
      await(() -> one.announced().size() == 2);
    }
    EpochTopicsUnderTest two = topics("second-repository");
    UpdateOptions options =
        UpdateOptions.of(
                two.servers(),
                one.name() + "-updates",
                two.epochsTopic(),
                two.repository().toString())
            .withWindow(two.options().window());
    try (RunningUpdateJob job = run(options)) {
      await(() -> two.announced().size() == 2);
    }
    try (KnowledgeSnapshot newest = fetch(two, two.announced().get(1))) {
      assertThat(newest.ordinal(new EntityId("zorblat"))).isPresent();
    }
    try (RunningUpdateJob job = run(one.options())) {
      one.upsert("second", "Second Thing");
      await(() -> one.announced().size() == 3);
    }
  }

  @Test
  void aJobOfAnEarlierVersionGoesOnFromItsOldGroup() throws Exception {
    EpochTopicsUnderTest topics = topics("upgraded");
    topics.upsert("zorblat", "Zorblat Industries");
    try (RunningUpdateJob job = run(topics.options())) {
      await(() -> topics.announced().size() == 2);
    }
    // As that version left it: no place on the control topic, and the group of the topic's name.
    List<EpochAnnouncement> log = topics.announced();
    EpochTopicsUnderTest old = topics("upgraded-before");
    Map<TopicPartition, OffsetAndMetadata> places = places(topics.options().groupId());
    admin.alterConsumerGroupOffsets("qklm-" + topics.name() + "-updates", places).all().get();
    List<ProducerRecord<byte[], byte[]>> said = new ArrayList<>();
    log.forEach(
        epoch -> said.add(new ProducerRecord<>(old.epochsTopic(), EpochMessageJson.write(epoch))));
    TestTopic.write(topics.servers(), said);
    UpdateOptions options =
        UpdateOptions.of(
                topics.servers(),
                topics.name() + "-updates",
                old.epochsTopic(),
                topics.repository().toString())
            .withWindow(topics.options().window());
    try (RunningUpdateJob job = run(options)) {
      await(() -> job.notes.stream().anyMatch(note -> note.contains("from the place of group")));
      Thread.sleep(2_000);
      assertThat(old.announced()).hasSize(2);
      topics.upsert("second", "Second Thing");
      await(() -> old.announced().size() == 3);
    }
    assertThat(places(options.groupId())).isNotEmpty();
  }

  @Test
  void aPlaceThatKafkaForgotIsOnTheControlTopic() throws Exception {
    EpochTopicsUnderTest topics = topics("forgotten");
    topics.upsert("zorblat", "Zorblat Industries");
    try (RunningUpdateJob job = run(topics.options())) {
      await(() -> topics.announced().size() == 2);
    }
    admin.deleteConsumerGroups(List.of(topics.options().groupId())).all().get();
    try (RunningUpdateJob job = run(topics.options())) {
      await(() -> job.notes.stream().anyMatch(note -> note.contains("Kafka has forgotten")));
      Thread.sleep(2_000);
      assertThat(topics.announced()).hasSize(2);
      topics.upsert("second", "Second Thing");
      await(() -> topics.announced().size() == 3);
    }
  }

  @Test
  void aQuietJobKeepsItsPlaceFromBeingForgotten() throws Exception {
    EpochTopicsUnderTest topics = topics("quiet");
    AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    try (RunningUpdateJob job = run(topics.options(), ahead)) {
      await(() -> topics.announced().size() == 1);
      admin.deleteConsumerGroups(List.of(topics.options().groupId())).all().get();
      assertThat(places(topics.options().groupId())).isEmpty();
      ahead.set(Duration.ofHours(2));
      await(() -> !places(topics.options().groupId()).isEmpty());
    }
  }

  @Test
  void aClockThatIsSetBackByAnHourHoldsNoUpdateUp() throws Exception {
    EpochTopicsUnderTest topics = topics("set-back");
    AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ofHours(1));
    try (RunningUpdateJob job = run(topics.options(), ahead)) {
      await(() -> topics.announced().size() == 1);
      topics.upsert("zorblat", "Zorblat Industries");
      ahead.set(Duration.ZERO);
      await(() -> topics.announced().size() == 2);
      topics.upsert("second", "Second Thing");
      await(() -> topics.announced().size() == 3);
      List<EpochAnnouncement> announced = topics.announced();
      assertThat(announced)
          .isSortedAccordingTo(java.util.Comparator.comparing(EpochAnnouncement::effectiveFrom));
      ahead.set(Duration.ofHours(2));
      topics.upsert("third", "Third Thing");
      await(() -> topics.announced().size() == 4);
    }
  }

  @Test
  void aJobThatWasAwayForLongerThanTombstonesStaySaysSo() throws Exception {
    EpochTopicsUnderTest topics = topics("long-away");
    topics.upsert("zorblat", "Zorblat Industries");
    try (RunningUpdateJob job = run(topics.options())) {
      await(() -> topics.announced().size() == 2);
    }
    topics.send("test:Oracle", null);
    try (RunningUpdateJob job =
        run(topics.options(), new AtomicReference<>(Duration.ofHours(30)))) {
      await(() -> topics.announced().size() == 3);
      assertThat(job.notes)
          .anyMatch(
              note ->
                  note.contains("longer than topic 'long-away-updates' keeps tombstones")
                      && note.contains("24 h"));
    }
    try (RunningUpdateJob job =
        run(topics.options(), new AtomicReference<>(Duration.ofHours(31)))) {
      await(() -> job.notes.stream().anyMatch(note -> note.startsWith("going on")));
      assertThat(job.notes).noneMatch(note -> note.contains("tombstones"));
    }
  }

  @Test
  void updatesThatKafkaDeletedUnreadAreToldOf() throws Exception {
    EpochTopicsUnderTest topics = topics("deleted");
    topics.upsert("zorblat", "Zorblat Industries");
    try (RunningUpdateJob job = run(topics.options())) {
      await(() -> topics.announced().size() == 2);
    }
    set("deleted-updates", "cleanup.policy", "delete");
    topics.upsert("second", "Second Thing");
    for (int partition = 0; partition < 2; partition++) {
      TopicPartition all = new TopicPartition("deleted-updates", partition);
      admin.deleteRecords(Map.of(all, RecordsToDelete.beforeOffset(-1))).all().get();
    }
    try (RunningUpdateJob job = run(topics.options())) {
      await(() -> job.notes.stream().anyMatch(note -> note.contains("were deleted by Kafka")));
    }
  }

  @Test
  void theControlTopicIsCutOffAndSaysTheSame() throws Exception {
    EpochTopicsUnderTest topics = topics("old");
    topics.upsert("zorblat", "Zorblat Industries");
    try (RunningUpdateJob job = run(topics.options())) {
      await(() -> topics.announced().size() == 2);
    }
    List<EpochAnnouncement> before = topics.announced();
    List<ProducerRecord<byte[], byte[]>> heartbeats = new ArrayList<>();
    Instant now = Instant.now();
    for (int i = 0; i < 10_001; i++) {
      heartbeats.add(
          new ProducerRecord<>(
              topics.epochsTopic(), EpochMessageJson.write(new EpochHeartbeat(now.plusMillis(i)))));
    }
    TestTopic.write(topics.servers(), heartbeats);
    TopicPartition only = new TopicPartition(topics.epochsTopic(), 0);
    for (int start = 0; start < 2; start++) {
      try (RunningUpdateJob job = run(topics.options())) {
        await(() -> offset(only, OffsetSpec.earliest()) > 10_000);
        assertThat(offset(only, OffsetSpec.latest()) - offset(only, OffsetSpec.earliest()))
            .isLessThan(200);
        assertThat(read(topics).announcements()).isEqualTo(before);
        assertThat(read(topics).hasForgotten()).isFalse();
      }
    }
    admin.deleteConsumerGroups(List.of(topics.options().groupId())).all().get();
    try (RunningUpdateJob job = run(topics.options())) {
      topics.upsert("second", "Second Thing");
      await(() -> read(topics).announcements().size() == 3);
      // The place was told again too.
      assertThat(read(topics).announcements().subList(0, 2)).isEqualTo(before);
    }
  }

  @Test
  void aDeadLetterFromTheFarFutureIsOfNow() throws Exception {
    EpochTopicsUnderTest topics = topics("future");
    set("future-updates", "message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
    long future = System.currentTimeMillis() + Duration.ofDays(10).toMillis();
    TestTopic.write(
        topics.servers(),
        List.of(
            new ProducerRecord<>(
                "future-updates",
                null,
                future,
                "broken".getBytes(StandardCharsets.UTF_8),
                "{".getBytes(StandardCharsets.UTF_8))));
    topics.upsert("zorblat", "Zorblat Industries");
    try (RunningUpdateJob job = run(topics.options());
        TestTopic.Reader letters = new TestTopic.Reader(topics.servers(), lettersOf(topics, job))) {
      letters.readUntil(1, Duration.ofSeconds(60), () -> true);
      var letter = letters.seen().get(0);
      assertThat(letter.timestamp()).isLessThan(future - Duration.ofDays(9).toMillis());
      assertThat(new String(letter.headers().lastHeader("qklm.origin.timestamp").value()))
          .isEqualTo(Long.toString(future));
      await(() -> topics.announced().size() == 2);
    }
  }

  /** The topic is made when the job starts. */
  private static List<String> lettersOf(EpochTopicsUnderTest topics, RunningUpdateJob job)
      throws Exception {
    await(() -> topics.announced().size() >= 1 || job.end.isDone());
    return List.of(topics.options().deadLetterTopic());
  }

  private static EpochTopicsUnderTest topics(String name) throws Exception {
    return EpochTopicsUnderTest.make(broker.bootstrapServers(), name, folder, first);
  }

  private static RunningUpdateJob run(UpdateOptions options) {
    return new RunningUpdateJob(options, embedder, Steps.NONE);
  }

  private static RunningUpdateJob run(UpdateOptions options, AtomicReference<Duration> ahead) {
    Clock clock = new ShiftedClock(ahead::get);
    return new RunningUpdateJob(options, embedder, Steps.NONE, clock);
  }

  private static Map<TopicPartition, OffsetAndMetadata> places(String group) throws Exception {
    return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
  }

  private static long offset(TopicPartition partition, OffsetSpec which) throws Exception {
    return admin.listOffsets(Map.of(partition, which)).partitionResult(partition).get().offset();
  }

  private static EpochTimeline read(EpochTopicsUnderTest topics) {
    EpochTimeline timeline = new EpochTimeline(100);
    try (TestTopic.Reader reader =
        new TestTopic.Reader(topics.servers(), List.of(topics.epochsTopic()))) {
      reader.readFor(Duration.ofMillis(600));
      reader.seen().forEach(record -> timeline.add(EpochMessageJson.read(record.value())));
    }
    return timeline;
  }

  private static void set(String topic, String name, String value) throws Exception {
    admin
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
        .all()
        .get();
  }

  private static long head(EpochTopicsUnderTest topics) throws Exception {
    return SnapshotRepository.open(topics.repository().toString()).head().orElseThrow().number();
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain");
      }
      Thread.sleep(50);
    }
  }

  private static KnowledgeSnapshot fetch(EpochTopicsUnderTest topics, EpochAnnouncement epoch)
      throws Exception {
    Path cache = Files.createDirectories(folder.resolve("fetched-" + topics.name()));
    return KnowledgeSnapshot.open(
        new EpochFetcher(SnapshotRepository.open(topics.repository().toString()), cache, Steps.NONE)
            .fetch(epoch.epoch())
            .folder());
  }
}
