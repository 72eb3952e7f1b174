package io.qklm.kafka.update;

import io.qklm.kafka.KafkaHeader;
import io.qklm.kafka.KafkaInput;
import io.qklm.kafka.KafkaOutput;
import io.qklm.kg.epoch.EpochMessage;
import io.qklm.kg.epoch.EpochMessageJson;
import io.qklm.kg.epoch.JobMark;
import io.qklm.kg.epoch.UpdatePlace;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * The update job's side of Kafka. What it writes, and its place in the updates, are in one
 * transaction; the transaction's name follows from the control topic, so that opening this one
 * makes every earlier one fail at its next write. The place is said on the control topic too, in
 * the same transaction: Kafka forgets that of a group that is quiet for a week.
 */
final class UpdateTopics implements AutoCloseable {

  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final Duration LOOK_FOR_PARTITIONS = Duration.ofMinutes(1);

  private final UpdateOptions options;
  private final String job;
  private final Clock clock;
  private final KafkaConsumer<byte[], byte[]> updates;
  private final KafkaProducer<byte[], byte[]> producer;
  private final ControlLog.Contents said;
  private final TopicFacts facts;
  private final UpdateMetrics metrics;

  /** What is committed, by partition. */
  private final Map<Integer, Long> places = new TreeMap<>();

  private final List<Future<RecordMetadata>> sent = new ArrayList<>();
  private long partitionsKnown;

  /** Offset of the newest message on the control topic that is known to be no other job's. */
  private long lastSaid;

  private UpdateTopics(
      UpdateOptions options,
      String job,
      Clock clock,
      KafkaConsumer<byte[], byte[]> updates,
      KafkaProducer<byte[], byte[]> producer,
      ControlLog.Contents said,
      TopicFacts facts,
      UpdateMetrics metrics) {
    this.options = options;
    this.job = job;
    this.clock = clock;
    this.updates = updates;
    this.producer = producer;
    this.said = said;
    this.facts = facts;
    this.metrics = metrics;
    this.lastSaid = said.end() - 1;
  }

  /**
   * Connects, fences off earlier jobs, and goes to the committed place.
   *
   * @param job a name that no other run has
   */
  static UpdateTopics open(
      UpdateOptions options,
      String job,
      Clock clock,
      Consumer<String> notes,
      UpdateMetrics metrics) {
    KafkaProducer<byte[], byte[]> producer = UpdateClients.producer(options);
    KafkaConsumer<byte[], byte[]> updates = null;
    try {
      producer.initTransactions();
      ControlLog.Contents said;
      try (KafkaConsumer<byte[], byte[]> log = UpdateClients.consumer(options, options.groupId())) {
        said = new ControlLog(log, options.epochsTopic()).read();
      }
      TopicFacts facts;
      try (Admin admin = UpdateClients.admin(options)) {
        facts = TopicFacts.ask(admin, options.updatesTopic());
      }
      updates = UpdateClients.consumer(options, options.groupId());
      UpdateTopics topics =
          new UpdateTopics(options, job, clock, updates, producer, said, facts, metrics);
      topics.begin(new UpdatePlaces(options, facts, notes));
      return topics;
    } catch (RuntimeException e) {
      producer.close(Duration.ZERO);
      if (updates != null) {
        updates.close();
      }
      throw e;
    }
  }

  /** What the control topic said when this was opened. */
  ControlLog.Contents said() {
    return said;
  }

  private Set<TopicPartition> partitions() {
    return updates.partitionsFor(options.updatesTopic()).stream()
        .map(info -> new TopicPartition(options.updatesTopic(), info.partition()))
        .collect(Collectors.toSet());
  }

  private void begin(UpdatePlaces known) {
    Set<TopicPartition> all = partitions();
    assign(all, known.find(updates, all, said, clock.instant()));
    metrics.begun(said.timeline().latest().map(last -> last.epoch().number()).orElse(-1L));
  }

  /** Partitions without a place are read from their beginning. */
  private void assign(Set<TopicPartition> all, Map<Integer, Long> from) {
    updates.assign(all);
    for (TopicPartition partition : all) {
      Long place = from.get(partition.partition());
      if (place != null) {
        updates.seek(partition, place);
      } else {
        updates.seekToBeginning(List.of(partition));
      }
      places.putIfAbsent(partition.partition(), updates.position(partition));
    }
    partitionsKnown = System.nanoTime();
  }

  private void lookForPartitions() {
    Set<TopicPartition> all = partitions();
    if (!all.equals(updates.assignment())) {
      Map<Integer, Long> read = new HashMap<>();
      updates.assignment().forEach(known -> read.put(known.partition(), updates.position(known)));
      assign(all, read);
    }
    partitionsKnown = System.nanoTime();
  }

  /** The next records, in the order of each partition. */
  List<KafkaInput> poll(Duration wait) {
    if (System.nanoTime() - partitionsKnown > LOOK_FOR_PARTITIONS.toNanos()) {
      lookForPartitions();
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
    metrics.read(records.size(), lag());
    return records;
  }

  /** Records that are not read yet, as far as Kafka told. */
  private long lag() {
    return updates.assignment().stream()
        .mapToLong(partition -> updates.currentLag(partition).orElse(0))
        .sum();
  }

  void begin() {
    sent.clear();
    metrics.dropped();
    producer.beginTransaction();
  }

  /** Says something on the control topic, within a transaction. */
  void say(EpochMessage message) {
    metrics.said(message);
    send(EpochMessageJson.write(message, new JobMark(job, Optional.empty())));
  }

  /**
   * Says something on the control topic, and with it how far the updates are read once the
   * transaction is committed.
   */
  void say(EpochMessage message, Map<Integer, Long> next) {
    Map<Integer, Long> after = new HashMap<>(places);
    after.putAll(next);
    UpdatePlace place = new UpdatePlace(options.updatesTopic(), facts.id(), after);
    metrics.said(message);
    send(EpochMessageJson.write(message, new JobMark(job, Optional.of(place))));
  }

  private void send(byte[] message) {
    sent.add(producer.send(new ProducerRecord<>(options.epochsTopic(), 0, null, message)));
  }

  /**
   * Sets a record aside, within a transaction. A topic refuses records from the far future
   * (message.timestamp.after.max.ms), and would at each retry: such a letter is of now. Its header
   * has the time that the record had.
   */
  void setAside(KafkaOutput letter) {
    List<Header> headers =
        letter.headers().stream()
            .<Header>map(header -> new RecordHeader(header.key(), header.value()))
            .toList();
    metrics.setAside();
    boolean usual = letter.timestamp() >= 0 && letter.timestamp() <= clock.millis();
    var unused =
        producer.send(
            new ProducerRecord<>(
                options.deadLetterTopic(),
                null,
                usual ? letter.timestamp() : null,
                letter.key(),
                letter.value(),
                headers));
  }

  /** Commits what was said and set aside. */
  void commit() {
    commit(Map.of(), metrics::committed);
  }

  /** Commits the place as it is, so that Kafka does not forget it. */
  void refresh() {
    commit(Map.copyOf(places), metrics::committed);
  }

  /** Commits what was said and set aside, and the place behind the window's records, as one. */
  void commit(ClosedWindow window) {
    commit(window.next(), () -> metrics.committed(window.records()));
  }

  private void commit(Map<Integer, Long> next, Runnable counted) {
    if (!next.isEmpty()) {
      Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
      next.forEach(
          (partition, offset) ->
              offsets.put(
                  new TopicPartition(options.updatesTopic(), partition),
                  new OffsetAndMetadata(offset)));
      producer.sendOffsetsToTransaction(offsets, updates.groupMetadata());
    }
    producer.commitTransaction();
    counted.run();
    places.putAll(next);
    for (Future<RecordMetadata> message : sent) {
      lastSaid = Math.max(lastSaid, KafkaAnswers.get(message).offset());
    }
  }

  /** Drops what was said and set aside since {@link #begin}. */
  void abort() {
    producer.abortTransaction();
    metrics.dropped();
  }

  /**
   * Removes the messages of the control topic before the first one of the transaction that was
   * committed last.
   */
  void cutOffBefore() {
    long first = KafkaAnswers.get(sent.get(0)).offset();
    TopicPartition only = new TopicPartition(options.epochsTopic(), 0);
    try (Admin admin = UpdateClients.admin(options)) {
      KafkaAnswers.get(
          admin.deleteRecords(Map.of(only, RecordsToDelete.beforeOffset(first))).all());
    }
  }

  /** Whether another job wrote to the control topic after this one's last message. */
  boolean isReplaced(Duration patience) {
    try (KafkaConsumer<byte[], byte[]> log = UpdateClients.consumer(options, options.groupId())) {
      return new ControlLog(log, options.epochsTopic()).isOthers(job, lastSaid + 1, patience);
    }
  }

  /** An open transaction is dropped. */
  @Override
  public void close() {
    metrics.ended();
    // Aborting would wait for a broker that may be away; the next one to open drops it.
    producer.close(Duration.ZERO);
    updates.close(CloseOptions.timeout(CLOSE));
  }
}
