package io.qklm.deploy.update;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.deploy.broker.KafkaAdmin;
import io.qklm.deploy.broker.KafkaBrokerOptions;
import io.qklm.deploy.broker.KafkaBrokerProcess;
import io.qklm.deploy.job.EnrichmentJob;
import io.qklm.deploy.job.EnrichmentJobOptions;
import io.qklm.deploy.job.JobDelivery;
import io.qklm.deploy.job.JobKafka;
import io.qklm.deploy.job.SmallKnowledge;
import io.qklm.deploy.job.TestTopic;
import io.qklm.flink.EpochSettings;
import io.qklm.flink.KnowledgeMode;
import io.qklm.flink.QklmSettings;
import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.repository.EpochCatalog;
import io.qklm.kg.store.repository.SnapshotRepository;
import io.qklm.model.BundleEmbedder;
import io.qklm.model.ModelBundle;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From an update to an enrichment that knows it: a broker, the update job, a Flink cluster. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class KnowledgeEpochsIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String TEXT =
      "Zorblat Industries opened an office in London, the firm said. Officials in London agreed.";

  @TempDir static Path folder;

  private static KafkaBrokerProcess broker;
  private static MiniCluster cluster;
  private static BundleEmbedder embedder;
  private static Path first;

  @BeforeAll
  static void start() throws Exception {
    broker = KafkaBrokerProcess.start(KafkaBrokerOptions.of(Path.of("target/qklm/broker")));
    Configuration flink = new Configuration();
    flink.set(RestOptions.BIND_PORT, "0");
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(flink)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(2)
                .build());
    cluster.start();
    first = folder.resolve("first");
    SmallKnowledge.build(first);
    embedder = BundleEmbedder.open(ModelBundle.zeroShot(), 1);
  }

  @AfterAll
  static void stop() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
    if (embedder != null) {
      embedder.close();
    }
    if (broker != null) {
      broker.close();
    }
  }

  @Test
  void aDocumentThatNamesANewEntityIsLinkedSoonAfterItsUpdate() throws Exception {
    EpochTopicsUnderTest topics = topics("latest");
    JobID id = submit(options(topics, KnowledgeMode.LATEST, "latest-out").withParallelism(2));
    try (RunningUpdateJob job = new RunningUpdateJob(topics.options(), embedder, Steps.NONE);
        TestTopic.Reader out =
            new TestTopic.Reader(broker.bootstrapServers(), List.of("latest-out"))) {
      int sent = sendUntil(topics, out, 0, record -> record.path("epoch").asLong() == 7);
      assertThat(linked(out, 7)).doesNotContain("zorblat").contains("test:London");

      topics.upsert("zorblat", "Zorblat Industries");
      sent = sendUntil(topics, out, sent, record -> record.path("epoch").asLong() == 8);
      assertThat(linked(out, 8)).contains("zorblat");

      // A worker dies; the job goes on with the epoch in force.
      cluster.terminateTaskManager(0).get();
      cluster.startTaskManager();
      int before = out.seen().size();
      sent = sendUntil(topics, out, sent, record -> true);
      assertThat(provenance(out.seen().get(before)).path("epoch").asLong()).isEqualTo(8);

      new EpochCatalog(SnapshotRepository.open(topics.repository().toString())).announce(7);
      sent = sendUntil(topics, out, sent, record -> record.path("epoch").asLong() == 7);
      out.readUntil(sent, PATIENCE, () -> true);
      out.readFor(Duration.ofSeconds(2));
      assertThat(out.seen()).hasSize(sent);
      assertThat(out.seen().stream().map(record -> new String(record.key(), UTF_8)).distinct())
          .hasSize(sent);
      for (ConsumerRecord<byte[], byte[]> record : out.seen()) {
        // No mixture: an enrichment of epoch 8 knows the new one, of epoch 7 does not.
        long epoch = provenance(record).path("epoch").asLong();
        assertThat(linked(record).contains("zorblat")).isEqualTo(epoch == 8);
        assertThat(provenance(record).has("asOf")).isFalse();
      }
    } finally {
      cluster.cancelJob(id).get();
    }
  }

  @Test
  void aReplayGivesTheSameBytesWhateverTheParallelismAndThoughAWorkerDies() throws Exception {
    EpochTopicsUnderTest topics = topics("replay");
    List<EpochAnnouncement> log;
    try (RunningUpdateJob job = new RunningUpdateJob(topics.options(), embedder, Steps.NONE)) {
      awaitAnnounced(topics, job, 1);
      topics.upsert("zorblat", "Zorblat Industries");
      awaitAnnounced(topics, job, 2);
      topics.send("zorblat", null);
      log = awaitAnnounced(topics, job, 3);
      // Until a heartbeat has settled the time of the last document.
      Thread.sleep(3_000);
    }
    List<Long> times = new ArrayList<>();
    for (EpochAnnouncement epoch : log) {
      long from = epoch.effectiveFrom().toEpochMilli();
      for (long offset : new long[] {-1, 0, 1, 100}) {
        times.add(from + offset);
      }
    }
    for (int round = 0; round < 10; round++) {
      send(topics, "d" + round + "-", times);
    }
    int count = 10 * times.size();

    EnrichmentJobOptions bounded =
        options(topics, KnowledgeMode.AS_OF, "replay-out-1").withParallelism(1).withUntilEnd(true);
    assertThat(
            cluster
                .requestJobResult(submit(bounded))
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .isSuccess())
        .isTrue();
    Map<String, String> expected = read("replay-out-1", count);
    assertThat(expected.values())
        .allMatch(value -> value.contains("\"asOf\":\"exact\"") || value.contains("before-first"));
    assertThat(expected.entrySet())
        .filteredOn(entry -> entry.getValue().contains("\"zorblat\""))
        .hasSize(40);

    JobID second = submit(options(topics, KnowledgeMode.AS_OF, "replay-out-2").withParallelism(2));
    try (TestTopic.Reader out =
        new TestTopic.Reader(broker.bootstrapServers(), List.of("replay-out-2"))) {
      cluster.terminateTaskManager(0).get();
      cluster.startTaskManager();
      out.readUntil(count, PATIENCE, () -> true);
    } finally {
      cluster.cancelJob(second).get();
    }
    assertThat(read("replay-out-2", count)).isEqualTo(expected);
  }

  private static EpochTopicsUnderTest topics(String name) throws Exception {
    EpochTopicsUnderTest topics =
        EpochTopicsUnderTest.make(broker.bootstrapServers(), name, folder, first);
    try (KafkaAdmin admin =
        KafkaAdmin.connect(broker.bootstrapServers(), Map.of(), Duration.ofSeconds(20))) {
      admin.createTopic(name + "-docs", 3, Map.of("retention.ms", "-1"));
      for (String out : List.of("-out", "-out-1", "-out-2")) {
        admin.createTopic(name + out, 3, Map.of("retention.ms", "-1"));
        admin.createTopic(name + out + "-dead-letters", 1, Map.of());
      }
    }
    return topics;
  }

  private static EnrichmentJobOptions options(
      EpochTopicsUnderTest topics, KnowledgeMode mode, String output) {
    EpochSettings epochs = EpochSettings.of(mode);
    return EnrichmentJobOptions.of(
            JobKafka.of(topics.servers(), topics.name() + "-docs", output)
                .withGroupId(output)
                .withEpochsTopic(topics.epochsTopic()),
            QklmSettings.followingEpochs(epochs))
        .withName(output)
        .withDelivery(
            JobDelivery.exactlyOnce("it-" + output).withCheckpointInterval(Duration.ofMillis(500)));
  }

  private static JobID submit(EnrichmentJobOptions options) throws Exception {
    return cluster.submitJob(EnrichmentJob.plan(options).getJobGraph()).get().getJobID();
  }

  /** Sends documents, one after the other, until an enrichment's provenance is as wanted. */
  private static int sendUntil(
      EpochTopicsUnderTest topics, TestTopic.Reader out, int sent, Predicate<JsonNode> wanted)
      throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    int from = out.seen().size();
    while (true) {
      send(topics, "d" + sent + "-", List.of(System.currentTimeMillis()));
      sent++;
      out.readFor(Duration.ofMillis(300));
      for (ConsumerRecord<byte[], byte[]> record : out.seen().subList(from, out.seen().size())) {
        if (wanted.test(provenance(record))) {
          return sent;
        }
      }
      from = out.seen().size();
      assertThat(System.nanoTime()).isLessThan(end);
    }
  }

  private static void send(EpochTopicsUnderTest topics, String prefix, List<Long> times)
      throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < times.size(); i++) {
      String id = prefix + i;
      String value = JSON.writeValueAsString(Map.of("id", id, "text", TEXT));
      records.add(
          new ProducerRecord<>(
              topics.name() + "-docs",
              null,
              times.get(i),
              id.getBytes(UTF_8),
              value.getBytes(UTF_8)));
    }
    TestTopic.write(topics.servers(), records);
  }

  private static List<EpochAnnouncement> awaitAnnounced(
      EpochTopicsUnderTest topics, RunningUpdateJob job, int count) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    List<EpochAnnouncement> announced = topics.announced();
    while (announced.size() < count) {
      if (job.end.isDone() || Instant.now().isAfter(end)) {
        throw new AssertionError("only " + announced + "; " + job.notes, job.end.getNow(null));
      }
      announced = topics.announced();
    }
    return announced;
  }

  private static Map<String, String> read(String topic, int count) {
    Map<String, String> values = new TreeMap<>();
    try (TestTopic.Reader out = new TestTopic.Reader(broker.bootstrapServers(), List.of(topic))) {
      out.readUntil(count, PATIENCE, () -> true);
      out.readFor(Duration.ofSeconds(1));
      assertThat(out.seen()).hasSize(count);
      for (ConsumerRecord<byte[], byte[]> record : out.seen()) {
        values.put(new String(record.key(), UTF_8), new String(record.value(), UTF_8));
      }
    }
    assertThat(values).hasSize(count);
    return values;
  }

  private static JsonNode provenance(ConsumerRecord<byte[], byte[]> record) {
    return json(record).path("provenance");
  }

  /** Of an enrichment of {@code epoch}; two workers' records may come in any order. */
  private static List<String> linked(TestTopic.Reader out, long epoch) {
    return out.seen().stream()
        .filter(record -> provenance(record).path("epoch").asLong() == epoch)
        .findFirst()
        .map(KnowledgeEpochsIT::linked)
        .orElseThrow();
  }

  private static List<String> linked(ConsumerRecord<byte[], byte[]> record) {
    List<String> linked = new ArrayList<>();
    json(record).path("entities").forEach(entity -> linked.add(entity.path("entityId").asText()));
    return linked;
  }

  private static JsonNode json(ConsumerRecord<byte[], byte[]> record) {
    try {
      return JSON.readTree(record.value());
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }
}
