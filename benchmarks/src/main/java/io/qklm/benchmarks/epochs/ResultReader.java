package io.qklm.benchmarks.epochs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Hands over each result of a topic with the time it came, on a thread of its own. */
final class ResultReader implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration POLL = Duration.ofMillis(20);

  /** Gets results. */
  @FunctionalInterface
  interface Listener {
    /**
     * A result came.
     *
     * @param bytes as they are in Kafka
     * @param millis since 1970, by this machine's clock
     */
    void result(JsonNode result, byte[] bytes, long millis);
  }

  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Future<?> reading;
  private volatile boolean closed;

  /** Reads a topic from its beginning; of transactions the committed alone, if asked for. */
  ResultReader(String servers, String topic, int partitions, boolean committed, Listener to) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            servers,
            "isolation.level",
            committed ? "read_committed" : "read_uncommitted",
            "fetch.max.wait.ms",
            20,
            "enable.auto.commit",
            false);
    List<TopicPartition> places = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      places.add(new TopicPartition(topic, partition));
    }
    this.reading = thread.submit(() -> read(settings, places, to));
  }

  private void read(Map<String, Object> settings, List<TopicPartition> places, Listener to) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(places);
      consumer.seekToBeginning(places);
      while (!closed) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          long now = System.currentTimeMillis();
          to.result(JSON.readTree(record.value()), record.value(), now);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("a result is no JSON", e);
    }
  }

  /** Ends it; a failure of the reading is told here. */
  @Override
  public void close() throws IOException {
    closed = true;
    thread.shutdown();
    try {
      reading.get(10, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("results could not be read: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
