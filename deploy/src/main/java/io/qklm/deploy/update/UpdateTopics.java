package io.qklm.deploy.update;

import io.qklm.kafka.KafkaHeader;
import io.qklm.kafka.KafkaInput;
import io.qklm.kafka.KafkaOutput;
import io.qklm.kg.epoch.EpochMessage;
import io.qklm.kg.epoch.EpochMessageJson;
import io.qklm.kg.epoch.EpochTimeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The update job's side of Kafka. What it writes, and its place in the updates, are in one
 * transaction; the transaction's name follows from the control topic, so that opening this one
 * makes every earlier one fail at its next write.
 */
final class UpdateTopics implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UpdateTopics.class);

  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final Duration LOOK_FOR_PARTITIONS = Duration.ofMinutes(1);
  private static final int LOG_RETAINED = 10_000;

  private final UpdateOptions options;
  private final KafkaConsumer<byte[], byte[]> updates;
  private final KafkaProducer<byte[], byte[]> producer;
  private long partitionsKnown;

  private UpdateTopics(
      UpdateOptions options,
      KafkaConsumer<byte[], byte[]> updates,
      KafkaProducer<byte[], byte[]> producer) {
    this.options = options;
    this.updates = updates;
    this.producer = producer;
  }

  /** Connects, fences off earlier jobs, and goes to the committed place. */
  static UpdateTopics open(UpdateOptions options) {
    Map<String, Object> settings = new HashMap<>(options.properties());
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, options.bootstrapServers());
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "qklm-updates-" + options.epochsTopic());
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, UpdateReading.MAX_VALUE_BYTES + (1 << 20));
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    KafkaConsumer<byte[], byte[]> updates = null;
    try {
      producer.initTransactions();
      updates = consumer(options);
      UpdateTopics topics = new UpdateTopics(options, updates, producer);
      topics.assign();
      return topics;
    } catch (RuntimeException e) {
      producer.close(Duration.ZERO);
      if (updates != null) {
        updates.close();
      }
      throw e;
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(UpdateOptions options) {
    Map<String, Object> settings = new HashMap<>(options.properties());
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, options.bootstrapServers());
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, options.groupId());
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** What the control topic says so far. */
  EpochTimeline timeline() {
    EpochTimeline timeline = new EpochTimeline(LOG_RETAINED);
    try (KafkaConsumer<byte[], byte[]> log = consumer(options)) {
      TopicPartition only = new TopicPartition(options.epochsTopic(), 0);
      log.assign(List.of(only));
      log.seekToBeginning(List.of(only));
      long end = log.endOffsets(List.of(only)).getOrDefault(only, 0L);
      while (log.position(only) < end) {
        for (ConsumerRecord<byte[], byte[]> record : log.poll(Duration.ofMillis(200))) {
          try {
            timeline
                .add(EpochMessageJson.read(record.value()))
                .ifPresent(problem -> LOG.warn("offset {}: {}", record.offset(), problem));
          } catch (IllegalArgumentException e) {
            LOG.warn("offset {} of {}: {}", record.offset(), record.topic(), e.getMessage());
          }
        }
      }
    }
    return timeline;
  }

  /** The next records, in the order of each partition. */
  List<KafkaInput> poll(Duration wait) {
    if (System.nanoTime() - partitionsKnown > LOOK_FOR_PARTITIONS.toNanos()) {
      assign();
    }
    List<KafkaInput> records = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : updates.poll(wait)) {
      List<KafkaHeader> headers = new ArrayList<>();
      for (Header header : record.headers()) {
        headers.add(new KafkaHeader(header.key(), header.value()));
      }
      records.add(
          new KafkaInput(
              record.key(),
              record.value(),
              headers,
              record.timestamp(),
              record.topic(),
              record.partition(),
              record.offset()));
    }
    return records;
  }

  /** New partitions are read from their beginning. */
  private void assign() {
    Set<TopicPartition> all =
        updates.partitionsFor(options.updatesTopic()).stream()
            .map(info -> new TopicPartition(options.updatesTopic(), info.partition()))
            .collect(Collectors.toSet());
    Map<TopicPartition, Long> places = new HashMap<>();
    updates.assignment().forEach(known -> places.put(known, updates.position(known)));
    if (!all.equals(updates.assignment())) {
      updates.assign(all);
      Map<TopicPartition, OffsetAndMetadata> committed = updates.committed(all);
      for (TopicPartition partition : all) {
        OffsetAndMetadata place = committed.get(partition);
        if (places.containsKey(partition)) {
          updates.seek(partition, places.get(partition));
        } else if (place != null) {
          updates.seek(partition, place.offset());
        } else {
          updates.seekToBeginning(List.of(partition));
        }
      }
    }
    partitionsKnown = System.nanoTime();
  }

  void begin() {
    producer.beginTransaction();
  }

  /** Says something on the control topic, within a transaction. */
  void say(EpochMessage message) {
    var unused =
        producer.send(
            new ProducerRecord<>(options.epochsTopic(), 0, null, EpochMessageJson.write(message)));
  }

  /** Sets a record aside, within a transaction. */
  void setAside(KafkaOutput letter) {
    List<Header> headers =
        letter.headers().stream()
            .<Header>map(header -> new RecordHeader(header.key(), header.value()))
            .toList();
    Long time = letter.timestamp() < 0 ? null : letter.timestamp();
    var unused =
        producer.send(
            new ProducerRecord<>(
                options.deadLetterTopic(), null, time, letter.key(), letter.value(), headers));
  }

  /**
   * Commits what was said and set aside, and the place in the updates, as one.
   *
   * @param next where to read on, by partition
   */
  void commit(Map<Integer, Long> next) {
    send(next);
    producer.commitTransaction();
  }

  /** Makes the place part of the transaction. */
  private void send(Map<Integer, Long> next) {
    if (next.isEmpty()) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> places = new HashMap<>();
    next.forEach(
        (partition, offset) ->
            places.put(
                new TopicPartition(options.updatesTopic(), partition),
                new OffsetAndMetadata(offset)));
    producer.sendOffsetsToTransaction(places, updates.groupMetadata());
  }

  /** An open transaction is dropped. */
  @Override
  public void close() {
    // Aborting would wait for a broker that may be away; the next one to open drops it.
    producer.close(Duration.ZERO);
    updates.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(CLOSE));
  }
}
