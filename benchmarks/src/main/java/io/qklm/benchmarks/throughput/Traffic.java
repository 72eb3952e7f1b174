package io.qklm.benchmarks.throughput;

import io.qklm.deploy.local.LocalJob;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends documents to a broker and waits for committed results. */
public final class Traffic {

  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private final String bootstrapServers;

  /** Traffic with a broker. */
  public Traffic(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** Sends all and waits until the broker has them. */
  public void send(String topic, List<byte[]> values)
      throws InterruptedException, ExecutionException {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      values.forEach(value -> sent.add(producer.send(new ProducerRecord<>(topic, value))));
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    }
  }

  /**
   * When committed results came.
   *
   * @param firstNanos the first, on {@link System#nanoTime}'s scale
   * @param lastNanos the last
   * @param inFirstPoll how many came with the first
   */
  public record Arrivals(long firstNanos, long lastNanos, int inFirstPoll) {}

  /** Waits for {@code expected} committed results. */
  public Arrivals await(String topic, int expected, LocalJob job)
      throws IOException, InterruptedException {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", bootstrapServers,
            "group.id", "throughput",
            "auto.offset.reset", "earliest",
            "isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topic));
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      long first = 0;
      long last = 0;
      int inFirst = 0;
      int seen = 0;
      while (seen < expected) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(100));
        if (!records.isEmpty()) {
          last = System.nanoTime();
          if (seen == 0) {
            first = last;
            inFirst = records.count();
          }
          seen += records.count();
        } else if (job.finished() || System.nanoTime() > deadline) {
          throw new IOException(
              seen + " of " + expected + " results came before the job ended or 20 minutes passed");
        }
      }
      return new Arrivals(first, last, inFirst);
    }
  }
}
