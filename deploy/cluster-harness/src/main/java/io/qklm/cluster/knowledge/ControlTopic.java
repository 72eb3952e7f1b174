package io.qklm.cluster.knowledge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.cluster.ClusterException;
import io.qklm.deploy.broker.KafkaAdmin;
import io.qklm.deploy.job.EpochTopics;
import io.qklm.kg.epoch.EpochMessage;
import io.qklm.kg.epoch.EpochMessageJson;
import io.qklm.kg.store.repository.EpochName;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic of announcements, and what workers say of them in its status topic. */
public final class ControlTopic implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(100);

  private final String name;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> status;
  private final List<JsonNode> said = new ArrayList<>();

  /** Makes the topic and its status topic where they are missing. */
  public ControlTopic(String servers, String name) throws IOException {
    this.name = name;
    try (KafkaAdmin admin = KafkaAdmin.connect(servers, Map.of(), ANSWER)) {
      EpochTopics.check(name, admin);
    }
    Map<String, Object> settings =
        Map.of("bootstrap.servers", servers, "enable.auto.commit", false);
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.status =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> only = List.of(new TopicPartition(name + "-status", 0));
    status.assign(only);
    status.seekToBeginning(only);
  }

  public String name() {
    return name;
  }

  /** Writes a message and waits until Kafka has it. */
  public void say(EpochMessage message) throws IOException, InterruptedException {
    try {
      producer.send(new ProducerRecord<>(name, EpochMessageJson.write(message))).get();
    } catch (ExecutionException e) {
      throw new ClusterException("an epoch could not be announced: " + e.getCause(), e);
    }
  }

  /** What workers said of an epoch until now, the types of the messages in their order. */
  public List<String> said(EpochName epoch) {
    read();
    return said.stream()
        .filter(line -> line.path("digest").asText().equals(epoch.digest()))
        .map(line -> line.path("type").asText())
        .toList();
  }

  /**
   * Waits until workers said something of an epoch.
   *
   * @param type {@code refused} or {@code recovered}
   */
  public void await(EpochName epoch, String type, Duration patience) throws ClusterException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!said(epoch).contains(type)) {
      if (System.nanoTime() > deadline) {
        throw new ClusterException(
            "nobody said '" + type + "' of epoch " + epoch.number() + "; said was " + said);
      }
    }
  }

  private void read() {
    for (ConsumerRecord<byte[], byte[]> record : status.poll(POLL)) {
      try {
        said.add(JSON.readTree(record.value()));
      } catch (IOException e) {
        throw new IllegalStateException("a line of " + name + "-status is no JSON", e);
      }
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    status.close();
  }
}
