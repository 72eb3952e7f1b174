package io.qklm.benchmarks.epochs;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.cluster.ClusterException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes documents and updates, one at a time. */
final class Documents implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final KafkaProducer<byte[], byte[]> producer;

  Documents(String servers) {
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers, "linger.ms", 0),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /**
   * Sends a document.
   *
   * @param millis its Kafka timestamp; null for now
   */
  Future<RecordMetadata> send(String topic, String id, String text, @Nullable Long millis)
      throws IOException {
    byte[] value = JSON.writeValueAsBytes(Map.of("id", id, "text", text));
    return producer.send(
        new ProducerRecord<>(topic, null, millis, id.getBytes(StandardCharsets.UTF_8), value));
  }

  /** Sends an update and tells its Kafka timestamp. */
  long update(String topic, String id, String json) throws IOException, InterruptedException {
    try {
      return producer
          .send(
              new ProducerRecord<>(
                  topic,
                  id.getBytes(StandardCharsets.UTF_8),
                  json.getBytes(StandardCharsets.UTF_8)))
          .get()
          .timestamp();
    } catch (ExecutionException e) {
      throw new ClusterException("Kafka did not take an update: " + e.getCause(), e);
    }
  }

  /** Waits until Kafka has all of them. */
  void flush() {
    producer.flush();
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(10));
  }
}
