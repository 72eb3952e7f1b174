package io.qklm.cluster.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a job's topics as a careful user would, committed records only, and holds each result
 * against the document it was made of. A thread of its own reads.
 */
public final class CommittedResults implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long POLL_MILLIS = 50;

  private final Map<String, TestDocument> expected = new HashMap<>();
  private final Map<String, Integer> seen = new HashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final Thread reader;
  private volatile boolean closed;
  private long lastNanos = System.nanoTime();
  private long longestSilenceNanos;

  /** Reads the partitions 0 to {@code partitions} - 1 of each topic from their beginning. */
  public CommittedResults(String servers, List<String> topics, int partitions) {
    List<TopicPartition> places = new ArrayList<>();
    for (String topic : topics) {
      for (int partition = 0; partition < partitions; partition++) {
        places.add(new TopicPartition(topic, partition));
      }
    }
    this.reader = new Thread(() -> read(servers, places), "committed-results");
    reader.setDaemon(true);
    reader.start();
  }

  /** Says what is going to be sent; from now on silence is counted. */
  public synchronized void expect(List<TestDocument> documents) {
    documents.forEach(document -> expected.put(document.id(), document));
    lastNanos = System.nanoTime();
    longestSilenceNanos = 0;
  }

  /**
   * Waits until every expected document has its result.
   *
   * @param alive whether it is worth waiting on
   * @throws IOException if some did not come; the message says how many
   */
  public void await(Duration timeout, BooleanSupplier alive)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (missing() > 0) {
      if (System.nanoTime() > deadline || !alive.getAsBoolean()) {
        throw new IOException(
            missing() + " of " + expectedCount() + " results did not come: " + sampleOfMissing());
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  public synchronized int expectedCount() {
    return expected.size();
  }

  /** Documents without a result. */
  public synchronized int missing() {
    return (int) expected.keySet().stream().filter(id -> !seen.containsKey(id)).count();
  }

  /** Documents with more than one result. */
  public synchronized int doubled() {
    return (int) seen.values().stream().filter(count -> count > 1).count();
  }

  /** What was wrong with results, a sentence each. */
  public synchronized List<String> problems() {
    return List.copyOf(problems);
  }

  /** The longest time without a result since {@link #expect}, in seconds. */
  public synchronized double longestSilence() {
    return longestSilenceNanos / (double) TimeUnit.SECONDS.toNanos(1);
  }

  private synchronized String sampleOfMissing() {
    return expected.keySet().stream()
        .filter(id -> !seen.containsKey(id))
        .collect(java.util.stream.Collectors.toCollection(TreeSet::new))
        .stream()
        .limit(5)
        .toList()
        .toString();
  }

  private void read(String servers, List<TopicPartition> places) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            servers,
            "isolation.level",
            "read_committed",
            "enable.auto.commit",
            false,
            "request.timeout.ms",
            5_000,
            "auto.offset.reset",
            "earliest");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(places);
      consumer.seekToBeginning(places);
      while (!closed) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          take(record);
        }
      }
    }
  }

  private synchronized void take(ConsumerRecord<byte[], byte[]> record) {
    long now = System.nanoTime();
    longestSilenceNanos = Math.max(longestSilenceNanos, now - lastNanos);
    lastNanos = now;
    String id = new String(record.key(), StandardCharsets.UTF_8);
    seen.merge(id, 1, Integer::sum);
    TestDocument document = expected.get(id);
    if (document == null) {
      problems.add("'" + id + "' came and was never sent");
      return;
    }
    try {
      check(document, JSON.readTree(record.value()), record.topic());
    } catch (IOException e) {
      problems.add("the result of '" + id + "' is no JSON: " + e.getMessage());
    }
  }

  private void check(TestDocument document, JsonNode result, String topic) {
    if (!result.path("id").asText().equals(document.id())) {
      problems.add("'" + document.id() + "' in " + topic + " came as " + result.path("id"));
      return;
    }
    for (JsonNode entity : result.path("entities")) {
      String slice = slice(document.text(), entity);
      if (!slice.equals(entity.path("text").asText())) {
        problems.add("'" + document.id() + "' says " + entity + " where the text has " + slice);
      }
    }
  }

  private static String slice(String text, JsonNode span) {
    int length = text.codePointCount(0, text.length());
    int start = span.path("start").asInt(-1);
    int end = span.path("end").asInt(-1);
    if (start < 0 || end < start || end > length) {
      return "(no such place)";
    }
    return text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end));
  }

  @Override
  public void close() {
    closed = true;
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
