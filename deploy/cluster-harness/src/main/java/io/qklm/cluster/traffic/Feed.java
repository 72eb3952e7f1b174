package io.qklm.cluster.traffic;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends documents at a steady pace in the background, each once, also over a broker's restart. */
public final class Feed implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Future<?> sending;

  private Feed(String servers, String topic, List<TestDocument> documents, Duration spread) {
    this.sending =
        CompletableFuture.runAsync(() -> send(servers, topic, documents, spread), thread);
  }

  /** Begins to send; the last document goes after about {@code spread}. */
  public static Feed start(
      String servers, String topic, List<TestDocument> documents, Duration spread) {
    return new Feed(servers, topic, documents, spread);
  }

  /**
   * Waits until Kafka has acknowledged every document.
   *
   * @throws IOException if it did not take them all in time
   */
  public void await(Duration timeout) throws IOException, InterruptedException {
    try {
      sending.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the documents could not be sent: " + e, e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private static void send(
      String servers, String topic, List<TestDocument> documents, Duration spread) {
    // An idempotent producer, as it is by default, repeats what was lost and doubles nothing.
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", servers,
            "linger.ms", 20,
            "request.timeout.ms", 10_000,
            "delivery.timeout.ms", 300_000);
    long begun = System.nanoTime();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (int i = 0; i < documents.size(); i++) {
        long due = begun + spread.toNanos() * i / documents.size();
        TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
        sent.add(producer.send(record(topic, documents.get(i))));
      }
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while sending", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka did not take a document: " + e.getCause(), e);
    }
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, TestDocument document) {
    ObjectNode value = JSON.createObjectNode();
    value.put("id", document.id());
    value.put("text", document.text());
    return new ProducerRecord<>(
        topic,
        document.id().getBytes(StandardCharsets.UTF_8),
        value.toString().getBytes(StandardCharsets.UTF_8));
  }
}
