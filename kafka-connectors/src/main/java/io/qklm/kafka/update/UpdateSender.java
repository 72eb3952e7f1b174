package io.qklm.kafka.update;

import io.qklm.kg.KnowledgeUpdate;
import io.qklm.kg.follow.Follower;
import io.qklm.kg.source.interchange.KnowledgeUpdateWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends updates to the topic that an update job reads: the key is an entity's id, the value its
 * full record, none for one that is retired. Those of one entity keep their order.
 */
public final class UpdateSender implements Follower.Updates, AutoCloseable {

  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final Consumer<String> notes;

  /**
   * Connects.
   *
   * @param properties further client settings in Kafka's words
   * @param notes takes what is worth telling, a sentence each
   * @throws IOException with a sentence if a setting is not allowed
   */
  public UpdateSender(
      String bootstrapServers, String topic, Map<String, String> properties, Consumer<String> notes)
      throws IOException {
    this.topic = topic;
    this.notes = notes;
    Map<String, Object> settings = new HashMap<>(properties);
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, UpdateClients.LARGEST_REQUEST);
    try {
      this.producer =
          new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    } catch (KafkaException e) {
      throw new IOException(
          "no producer can be made for " + bootstrapServers + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void send(List<KnowledgeUpdate> updates) throws IOException {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try {
      for (KnowledgeUpdate update : updates) {
        byte[] key = update.id().value().getBytes(StandardCharsets.UTF_8);
        if (update instanceof KnowledgeUpdate.Upsert upsert) {
          byte[] value = KnowledgeUpdateWriter.record(upsert).getBytes(StandardCharsets.UTF_8);
          if (value.length > UpdateReading.MAX_VALUE_BYTES) {
            notes.accept(
                "the record of "
                    + update.id()
                    + " has "
                    + value.length
                    + " bytes and is not sent; an update job reads up to "
                    + UpdateReading.MAX_VALUE_BYTES);
            continue;
          }
          sent.add(producer.send(new ProducerRecord<>(topic, key, value)));
        } else {
          sent.add(producer.send(new ProducerRecord<>(topic, key, null)));
        }
      }
      producer.flush();
      for (Future<RecordMetadata> one : sent) {
        KafkaAnswers.get(one);
      }
    } catch (KafkaException e) {
      throw new IOException(
          "updates cannot be sent to the topic '" + topic + "': " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    producer.close(CLOSING);
  }
}
