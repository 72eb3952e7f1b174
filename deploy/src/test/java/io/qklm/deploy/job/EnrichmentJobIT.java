package io.qklm.deploy.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qklm.deploy.broker.KafkaAdmin;
import io.qklm.deploy.broker.KafkaBrokerOptions;
import io.qklm.deploy.broker.KafkaBrokerProcess;
import io.qklm.document.Rejection.Cause;
import io.qklm.flink.QklmSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole way with nothing left out: a broker's process, a Flink cluster, the real engine. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class EnrichmentJobIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path NEWS = Path.of("src/main/resources/io/qklm/deploy/demo/news.jsonl");
  private static final Path REUTERS =
      Path.of(System.getProperty("qklm.data", "nowhere"), "streams/reuters21578")
          .resolve("reuters21578.jsonl.gz");
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int ARTICLES = 1_000;

  @TempDir static Path folder;

  private static KafkaBrokerProcess broker;
  private static MiniCluster cluster;
  private static Path knowledge;

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
    knowledge = folder.resolve("knowledge");
    SmallKnowledge.build(knowledge);
  }

  @AfterAll
  static void stop() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
    if (broker != null) {
      broker.close();
    }
  }

  @Test
  void everyRecordComesOutOnceWhateverHappens() throws Exception {
    createTopics("docs", "out", "dead");
    List<Sent> sent = new ArrayList<>(articles());
    List<BadRecords.Case> cases = BadRecords.all();
    for (BadRecords.Case odd : cases) {
      // Between the articles, so that a restart meets them too.
      int place = Math.floorMod(odd.name().hashCode(), sent.size());
      sent.add(place, new Sent("case: " + odd.name(), odd.value()));
    }
    sent.add(10, new Sent("tombstone", null));
    sent.add(500, new Sent("tombstone 2", null));
    List<RecordMetadata> places = send("docs", sent);

    EnrichmentJobOptions options = options("docs", "out", "dead").withParallelism(2);
    long begun = System.nanoTime();
    JobID job = cluster.submitJob(EnrichmentJob.plan(options).getJobGraph()).get().getJobID();
    try (TestTopic.Reader reader =
        new TestTopic.Reader(broker.bootstrapServers(), List.of("out", "dead"))) {
      reader.readUntil(sent.size() / 4, PATIENCE, () -> alive(job));
      // A worker dies with documents in flight; the job goes on from its last checkpoint.
      cluster.terminateTaskManager(0).get();
      cluster.startTaskManager();
      reader.readUntil(sent.size() / 2, PATIENCE, () -> alive(job));
      // The whole job is stopped and another goes on from its savepoint.
      String savepoint =
          cluster
              .stopWithSavepoint(
                  job,
                  folder.resolve("savepoints").toString(),
                  false,
                  SavepointFormatType.CANONICAL)
              .get();
      Configuration resume = new Configuration();
      resume.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
      JobID second =
          cluster.submitJob(EnrichmentJob.plan(options, resume).getJobGraph()).get().getJobID();
      reader.readUntil(sent.size(), PATIENCE, () -> alive(second));
      double seconds = (System.nanoTime() - begun) / 1e9;
      System.out.printf(
          "%d records in %.1f s, %.1f a second, with a lost worker and a savepoint between%n",
          sent.size(), seconds, sent.size() / seconds);
      reader.readFor(Duration.ofSeconds(3));
      cluster
          .stopWithSavepoint(
              second, folder.resolve("savepoints").toString(), false, SavepointFormatType.CANONICAL)
          .get();
      reader.readFor(Duration.ofSeconds(1));
      check(sent, places, reader.seen(), cases);
    }
  }

  private static void check(
      List<Sent> sent,
      List<RecordMetadata> places,
      List<ConsumerRecord<byte[], byte[]>> seen,
      List<BadRecords.Case> cases)
      throws Exception {
    Map<String, ConsumerRecord<byte[], byte[]>> byKey = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : seen) {
      assertThat(byKey.put(utf8(record.key()), record)).as("seen twice").isNull();
    }
    assertThat(byKey.keySet())
        .containsExactlyInAnyOrderElementsOf(sent.stream().map(Sent::key).toList());
    Map<String, BadRecords.Case> caseByKey = new LinkedHashMap<>();
    cases.forEach(odd -> caseByKey.put("case: " + odd.name(), odd));
    int mentions = 0;
    for (int i = 0; i < sent.size(); i++) {
      Sent one = sent.get(i);
      ConsumerRecord<byte[], byte[]> record = byKey.get(one.key());
      assertThat(record.timestamp()).isEqualTo(one.timestamp());
      List<Header> headers = List.of(record.headers().toArray());
      assertThat(headers.subList(0, 2)).isEqualTo(one.headers());
      BadRecords.Case odd = caseByKey.get(one.key());
      if (one.value() == null) {
        assertThat(record.topic()).isEqualTo("out");
        assertThat(record.value()).isNull();
      } else if (odd != null && odd.cause().isPresent()) {
        checkDeadLetter(one, places.get(i), record, odd.cause().get());
      } else {
        assertThat(record.topic()).as(one.key()).isEqualTo("out");
        assertThat(headers).hasSize(2);
        JsonNode document = odd == null ? JSON.readTree(one.value()) : null;
        String text = odd == null ? document.get("text").asText() : BadRecords.textOf(odd);
        mentions += checkEnrichment(one, text, JSON.readTree(record.value()));
      }
    }
    assertThat(mentions).isGreaterThan(1_000);
  }

  private static int checkEnrichment(Sent sent, String text, JsonNode enrichment) {
    if (!sent.key().startsWith("case: ")) {
      assertThat(enrichment.get("id").asText()).isEqualTo(sent.key());
    }
    int end = 0;
    for (JsonNode entity : enrichment.get("entities")) {
      assertThat(entity.get("start").asInt()).isGreaterThanOrEqualTo(end);
      end = entity.get("end").asInt();
      assertThat(slice(text, entity)).as(sent.key()).isEqualTo(entity.get("text").asText());
    }
    JsonNode summary = enrichment.get("summary");
    if (!summary.isNull()) {
      List<String> sentences = new ArrayList<>();
      summary.get("sentences").forEach(sentence -> sentences.add(slice(text, sentence)));
      assertThat(summary.get("text").asText())
          .isEqualTo(String.join(" ", sentences).replaceAll("\\s*\\n\\s*", " "));
    }
    JsonNode provenance = enrichment.get("provenance");
    assertThat(provenance.get("epoch").asLong()).isEqualTo(7);
    assertThat(provenance.get("epochDigest").asText()).matches("[0-9a-f]{64}");
    assertThat(enrichment.get("truncated").asBoolean())
        .as(sent.key())
        .isEqualTo(text.codePointCount(0, text.length()) > 100_000);
    return enrichment.get("entities").size();
  }

  private static void checkDeadLetter(
      Sent sent, RecordMetadata place, ConsumerRecord<byte[], byte[]> record, Cause cause)
      throws Exception {
    String message = header(record, "qklm.error.message");
    assertThat(record.topic()).as(sent.key()).isEqualTo("dead");
    assertThat(header(record, "qklm.error.cause")).as(message).isEqualTo(cause.name());
    assertThat(message).isNotBlank();
    assertThat(header(record, "qklm.origin.topic")).isEqualTo("docs");
    assertThat(header(record, "qklm.origin.partition")).isEqualTo("" + place.partition());
    assertThat(header(record, "qklm.origin.offset")).isEqualTo("" + place.offset());
    assertThat(header(record, "qklm.origin.timestamp")).isEqualTo("" + sent.timestamp());
    byte[] original = sent.value();
    if (original.length < 890_000) {
      assertThat(record.value()).isEqualTo(original);
      assertThat(record.headers().lastHeader("qklm.original.length")).isNull();
    } else {
      assertThat(record.value().length).isBetween(800_000, 900_000);
      assertThat(record.value())
          .isEqualTo(java.util.Arrays.copyOf(original, record.value().length));
      assertThat(header(record, "qklm.original.length")).isEqualTo("" + original.length);
      assertThat(header(record, "qklm.original.sha256"))
          .isEqualTo(
              HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(original)));
    }
  }

  @Test
  void endsWhereTheTopicEndedWhenAskedTo() throws Exception {
    createTopics("short-docs", "short-out", "short-dead");
    List<Sent> sent = articles().subList(0, 50);
    send("short-docs", sent);
    EnrichmentJobOptions options =
        options("short-docs", "short-out", "short-dead").withUntilEnd(true);
    for (int run = 0; run < 2; run++) {
      // The second run finds the group's place at the end and adds nothing.
      JobID job = cluster.submitJob(EnrichmentJob.plan(options).getJobGraph()).get().getJobID();
      assertThat(cluster.requestJobResult(job).get(2, TimeUnit.MINUTES).isSuccess()).isTrue();
    }
    try (TestTopic.Reader reader =
        new TestTopic.Reader(broker.bootstrapServers(), List.of("short-out"))) {
      reader.readFor(Duration.ofSeconds(2));
      assertThat(reader.seen().stream().map(record -> utf8(record.key())))
          .containsExactlyInAnyOrderElementsOf(sent.stream().map(Sent::key).toList());
    }
  }

  private static EnrichmentJobOptions options(String input, String output, String dead) {
    return EnrichmentJobOptions.of(
            JobKafka.of(broker.bootstrapServers(), input, output).withDeadLetterTopic(dead),
            QklmSettings.of(knowledge.toString()))
        .withDelivery(
            JobDelivery.exactlyOnce("it-" + output).withCheckpointInterval(Duration.ofSeconds(1)));
  }

  private static void createTopics(String input, String output, String dead) throws IOException {
    try (KafkaAdmin admin =
        KafkaAdmin.connect(broker.bootstrapServers(), Map.of(), Duration.ofSeconds(20))) {
      // The records carry times of their own, by which Kafka would delete them as old.
      Map<String, String> kept = Map.of("retention.ms", "-1");
      admin.createTopic(
          input, 3, Map.of("retention.ms", "-1", "max.message.bytes", "" + TestTopic.LARGEST));
      admin.createTopic(output, 3, kept);
      admin.createTopic(dead, 1, kept);
    }
  }

  /** The sample news, repeated under other ids, then Reuters where the shared data are. */
  private static List<Sent> articles() throws IOException {
    List<Sent> articles = new ArrayList<>();
    List<String> news = Files.readAllLines(NEWS);
    for (int i = 0; i < ARTICLES; i++) {
      articles.add(article(news.get(i % news.size()), "news-" + i));
    }
    if (!Files.exists(REUTERS)) {
      System.out.println("skipped: no Reuters articles at " + REUTERS);
      return articles;
    }
    try (InputStream in = new GZIPInputStream(Files.newInputStream(REUTERS));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (int i = 0; i < ARTICLES; ) {
        String line = lines.readLine();
        if (!JSON.readTree(line).path("text").asText().isBlank()) {
          articles.add(article(line, "reuters-" + i));
          i++;
        }
      }
    }
    return articles;
  }

  private static Sent article(String line, String id) throws IOException {
    ObjectNode article = (ObjectNode) JSON.readTree(line);
    article.put("id", id);
    return new Sent(id, JSON.writeValueAsBytes(article));
  }

  private static List<RecordMetadata> send(String topic, List<Sent> sent) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (Sent one : sent) {
      records.add(
          new ProducerRecord<>(
              topic,
              null,
              one.timestamp(),
              one.key().getBytes(StandardCharsets.UTF_8),
              one.value(),
              one.headers()));
    }
    return TestTopic.write(broker.bootstrapServers(), records);
  }

  private static boolean alive(JobID job) {
    try {
      JobStatus status = cluster.getJobStatus(job).get();
      return !status.isGloballyTerminalState();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String slice(String text, JsonNode span) {
    int start = text.offsetByCodePoints(0, span.get("start").asInt());
    int end = text.offsetByCodePoints(0, span.get("end").asInt());
    return text.substring(start, end);
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    assertThat(header).as(name).isNotNull();
    return utf8(header.value());
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** A record as it was sent; key, headers and timestamp follow from the key. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Sent(String key, byte[] value) {
    long timestamp() {
      return 1_790_000_000_000L + Math.floorMod(key.hashCode(), 1_000_000);
    }

    List<Header> headers() {
      return List.of(
          new org.apache.kafka.common.header.internals.RecordHeader(
              "trace", key.getBytes(StandardCharsets.UTF_8)),
          new org.apache.kafka.common.header.internals.RecordHeader("trace", new byte[] {0, 1}));
    }
  }
}
