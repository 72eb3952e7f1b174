package io.qklm.benchmarks.speed;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qklm.document.Document;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends documents at random moments at a rate, each stamped with the time it should have left: a
 * slow receiver is not helped by a sender that waits for it.
 */
final class PacedFeed {

  /** Where a document carries its time, on {@link System#nanoTime}'s scale. */
  static final String SENT = "sentNanos";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private PacedFeed() {}

  /** Sends {@code count} documents, taking {@code documents} in turn. */
  static void send(
      String bootstrapServers,
      String topic,
      List<Document> documents,
      int count,
      double perSecond,
      long seed) {
    Random random = new Random(seed);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "linger.ms", "0"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      double due = System.nanoTime();
      for (int i = 0; i < count; i++) {
        due += -Math.log(1 - random.nextDouble()) / perSecond * 1e9;
        while (System.nanoTime() < due) {
          LockSupport.parkNanos((long) due - System.nanoTime());
        }
        Document document = documents.get(i % documents.size());
        var unused = producer.send(new ProducerRecord<>(topic, json(document, i, (long) due)));
      }
      producer.flush();
    }
  }

  /** The number, from 0, of a document that was sent, by its id. */
  static int number(String id) {
    return Integer.parseInt(id, id.lastIndexOf('-') + 1, id.length(), 10);
  }

  private static byte[] json(Document document, int number, long sent) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("id", document.id() + "-" + number);
    node.put("text", document.text());
    node.putObject("attributes").put(SENT, Long.toString(sent));
    return node.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
