package io.qklm.benchmarks.speed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads committed results until all are there. */
final class ResultReader {

  private static final JsonFactory JSON = new JsonFactory();

  /** From here on answers are gathered. */
  private static final int MANY = 50;

  private ResultReader() {}

  /**
   * Where results are.
   *
   * @param isolation Kafka's name for whether the open transactions' records are seen
   * @param patienceMillis milliseconds that the broker may hold an answer back: short ones tell
   *     latency well and keep the broker busy
   */
  record Place(String bootstrapServers, String topic, String isolation, int patienceMillis) {}

  /**
   * Hands on the id of each result and how long after its time it was there.
   *
   * @param patience without any result
   */
  static void read(Place place, int expected, Duration patience, BiConsumer<String, Long> each)
      throws IOException {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            place.bootstrapServers(),
            "group.id",
            "speed-" + place.topic(),
            "auto.offset.reset",
            "earliest",
            "isolation.level",
            place.isolation(),
            "fetch.max.wait.ms",
            place.patienceMillis(),
            "fetch.min.bytes",
            place.patienceMillis() < MANY ? 1 : 100_000);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(place.topic()));
      int seen = 0;
      long last = System.nanoTime();
      while (seen < expected) {
        for (ConsumerRecord<byte[], byte[]> result : consumer.poll(Duration.ofMillis(50))) {
          last = System.nanoTime();
          seen++;
          deliver(result.value(), last, each);
        }
        if (System.nanoTime() - last > patience.toNanos()) {
          throw new IOException(
              seen + " of " + expected + " results came, and then none for " + patience);
        }
      }
    }
  }

  private static void deliver(byte[] value, long now, BiConsumer<String, Long> each)
      throws IOException {
    String id = "";
    long sent = now;
    try (JsonParser parser = JSON.createParser(value)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME && parser.currentName().equals(PacedFeed.SENT)) {
          sent = Long.parseLong(parser.nextTextValue());
          break;
        }
        if (token == JsonToken.FIELD_NAME && id.isEmpty() && parser.currentName().equals("id")) {
          id = parser.nextTextValue();
        }
      }
    }
    each.accept(id, now - sent);
  }
}
