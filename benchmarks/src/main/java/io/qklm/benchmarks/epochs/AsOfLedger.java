package io.qklm.benchmarks.epochs;

import com.fasterxml.jackson.databind.JsonNode;
import io.qklm.cluster.ClusterException;
import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.kg.epoch.EpochMessageJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What was sent as of when, how each result is marked, and which epoch was the right one. */
final class AsOfLedger {

  private static final String EXACT = "exact";
  private static final String UNSETTLED = "unsettled";

  /** A heartbeat and what is between two clocks' readings; a result this near may be of either. */
  private static final Duration NEAR = Duration.ofSeconds(2);

  /**
   * What happened when, in milliseconds since 1970.
   *
   * @param begun the first document was sent
   * @param killed the update job was
   * @param back it was started again
   */
  record Times(long begun, long killed, long back) {}

  /**
   * Documents that were sent in a part of the run.
   *
   * @param millis how long each took
   * @param marks how many results of each mark
   * @param asPromised whether these are the marks that this part must have
   */
  record Phase(String name, List<Double> millis, List<String> marks, boolean asPromised) {}

  private record Result(String mark, long epoch, long at) {}

  private final Map<String, Long> sent = new ConcurrentHashMap<>();
  private final Map<String, Result> seen = new ConcurrentHashMap<>();
  private final Map<String, Integer> committed = new ConcurrentHashMap<>();
  private final AtomicInteger aside = new AtomicInteger();

  /** Number of the epoch that takes effect at each moment. */
  private final TreeMap<Instant, Long> epochs = new TreeMap<>();

  private int announcements;

  void sent(String id, long millis) {
    sent.put(id, millis);
  }

  void seen(JsonNode result, byte[] bytes, long millis) {
    JsonNode provenance = result.path("provenance");
    seen.putIfAbsent(
        result.path("id").asText(),
        new Result(
            provenance.path("asOf").asText("none"), provenance.path("epoch").asLong(), millis));
  }

  void committed(JsonNode result, byte[] bytes, long millis) {
    committed.merge(result.path("id").asText(), 1, Integer::sum);
  }

  void setAside(JsonNode letter, byte[] bytes, long millis) {
    aside.incrementAndGet();
  }

  /** Reads the control topic from now on, on a thread of its own, until this process ends. */
  void follow(String servers, String topic) {
    Thread thread =
        new Thread(
            () -> {
              try (KafkaConsumer<byte[], byte[]> consumer =
                  new KafkaConsumer<>(
                      Map.of(
                          "bootstrap.servers",
                          servers,
                          "isolation.level",
                          "read_committed",
                          "enable.auto.commit",
                          false),
                      new ByteArrayDeserializer(),
                      new ByteArrayDeserializer())) {
                TopicPartition only = new TopicPartition(topic, 0);
                consumer.assign(List.of(only));
                consumer.seekToBeginning(List.of(only));
                while (true) {
                  consumer.poll(Duration.ofMillis(200)).forEach(this::hear);
                }
              }
            },
            "epochs");
    thread.setDaemon(true);
    thread.start();
  }

  private synchronized void hear(ConsumerRecord<byte[], byte[]> record) {
    if (EpochMessageJson.read(record.value()) instanceof EpochAnnouncement announcement
        && epochs.put(announcement.effectiveFrom(), announcement.epoch().number()) == null) {
      announcements++;
    }
  }

  synchronized int announced() {
    return announcements;
  }

  /** Waits until each document has a committed result. */
  void await(Duration patience) throws ClusterException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (lost() > 0) {
      if (System.nanoTime() > deadline) {
        throw new ClusterException(lost() + " of " + sent.size() + " results did not come");
      }
      Thread.sleep(200);
    }
  }

  long lost() {
    return sent.keySet().stream().filter(id -> !committed.containsKey(id)).count();
  }

  long doubled() {
    return committed.values().stream().filter(times -> times > 1).count();
  }

  int aside() {
    return aside.get();
  }

  /** Results marked exact whose epoch is not the one of their time. */
  synchronized long wrong() {
    return seen.entrySet().stream()
        .filter(entry -> entry.getValue().mark().equals(EXACT))
        .filter(
            entry -> {
              var right =
                  epochs.floorEntry(Instant.ofEpochMilli(sent.getOrDefault(entry.getKey(), 0L)));
              return right == null || right.getValue() != entry.getValue().epoch();
            })
        .count();
  }

  /** How long after a moment the first document sent later came out marked exact. */
  OptionalLong firstSettledAfter(long moment) {
    return seen.entrySet().stream()
        .filter(entry -> sent.getOrDefault(entry.getKey(), 0L) >= moment)
        .filter(entry -> entry.getValue().mark().equals(EXACT))
        .mapToLong(entry -> entry.getValue().at() - moment)
        .min();
  }

  /** The parts of a run, what each took and how it is marked. */
  List<Phase> phases(Times times, Duration wait) {
    long first = times.killed() + wait.toMillis();
    long settled = times.back() + firstSettledAfter(times.back()).orElse(Long.MAX_VALUE / 2);
    return List.of(
        phase("with the update job", times.begun(), times.killed() - NEAR.toMillis(), EXACT),
        phase(
            "around its end",
            times.killed() - NEAR.toMillis(),
            times.killed() + NEAR.toMillis(),
            ""),
        phase("in the first wait without it", times.killed() + NEAR.toMillis(), first, UNSETTLED),
        phase("without it, later", first, times.back(), UNSETTLED),
        phase("while it starts again", times.back(), settled + NEAR.toMillis(), ""),
        phase("with it again", settled + NEAR.toMillis(), Long.MAX_VALUE, EXACT));
  }

  /** Documents sent from a moment until before another, all of which must have a mark. */
  private Phase phase(String name, long from, long to, String mark) {
    List<Double> millis = new ArrayList<>();
    Map<String, Integer> marks = new ConcurrentSkipListMap<>();
    sent.forEach(
        (id, at) -> {
          Result result = seen.get(id);
          if (at >= from && at < to && result != null) {
            millis.add((double) result.at() - at);
            marks.merge(result.mark(), 1, Integer::sum);
          }
        });
    boolean asPromised = mark.isEmpty() || marks.keySet().stream().allMatch(mark::equals);
    return new Phase(
        name,
        millis,
        marks.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.toList()),
        asPromised);
  }
}
