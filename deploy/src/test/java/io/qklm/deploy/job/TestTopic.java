package io.qklm.deploy.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes to and reads from topics as a careful user would. */
public final class TestTopic {

  static final int LARGEST = 40_000_000;

  private TestTopic() {}

  /** Writes the records in order and tells where each went. */
  public static List<RecordMetadata> write(
      String servers, List<ProducerRecord<byte[], byte[]>> records) throws Exception {
    return write(servers, Map.of(), records);
  }

  /** The same with further client settings, such as security. */
  public static List<RecordMetadata> write(
      String servers, Map<String, String> client, List<ProducerRecord<byte[], byte[]>> records)
      throws Exception {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put("bootstrap.servers", servers);
    settings.put("max.request.size", LARGEST);
    settings.put("buffer.memory", 2L * LARGEST);
    settings.put("linger.ms", 5);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (ProducerRecord<byte[], byte[]> record : records) {
        sent.add(producer.send(record));
      }
      List<RecordMetadata> places = new ArrayList<>();
      for (Future<RecordMetadata> one : sent) {
        places.add(one.get());
      }
      return places;
    }
  }

  /** Reads topics from their beginning, committed records only. */
  public static final class Reader implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> seen = new ArrayList<>();

    public Reader(String servers, List<String> topics) {
      this(servers, Map.of(), topics);
    }

    /** The same with further client settings, such as security. */
    public Reader(String servers, Map<String, String> client, List<String> topics) {
      Map<String, Object> settings = new HashMap<>(client);
      settings.put("bootstrap.servers", servers);
      settings.put("isolation.level", "read_committed");
      settings.put("auto.offset.reset", "earliest");
      settings.put("enable.auto.commit", false);
      consumer =
          new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      List<TopicPartition> partitions = new ArrayList<>();
      for (String topic : topics) {
        for (PartitionInfo partition : consumer.partitionsFor(topic)) {
          partitions.add(new TopicPartition(topic, partition.partition()));
        }
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    }

    public List<ConsumerRecord<byte[], byte[]>> seen() {
      return seen;
    }

    /** Reads until so many were seen in all. */
    public void readUntil(int count, Duration timeout, BooleanSupplier alive) {
      long deadline = System.nanoTime() + timeout.toNanos();
      while (seen.size() < count) {
        consumer.poll(Duration.ofMillis(200)).forEach(seen::add);
        if (System.nanoTime() > deadline || !alive.getAsBoolean()) {
          throw new AssertionError(
              "only " + seen.size() + " of " + count + " records came out in time");
        }
      }
    }

    /** Reads on for a while, to see what should not come. */
    public void readFor(Duration time) {
      long deadline = System.nanoTime() + time.toNanos();
      while (System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(200)).forEach(seen::add);
      }
    }

    @Override
    public void close() {
      consumer.close();
    }
  }
}
