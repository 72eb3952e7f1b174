package io.qklm.kafka.replay;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Sends dead letters back as the records that they were. Letters are sent in transactions of some
 * hundred, and each transaction also notes which letters it sends; what is noted is not sent again.
 * The transactions' name follows from the topic of dead letters, so that a replay that is started
 * makes an earlier one fail at its next write, and reads the notes after it can write no more.
 */
public final class DeadLetterReplay {

  /** Letters of a transaction at most. */
  private static final int BATCH = 500;

  /** Bytes of a transaction, after which it is committed. */
  private static final long BATCH_BYTES = 16L << 20;

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ReplayOptions options;
  private final Consumer<Letter> told;
  private final Map<String, Long> sent = new TreeMap<>();
  private final Map<String, Integer> partitions = new HashMap<>();
  private long total;
  private long before;
  private long filtered;
  private long cut;
  private long foreign;
  private int inBatch;
  private long bytesInBatch;

  /**
   * Asks nothing yet.
   *
   * @param told each letter that is sent, or would be, and those that are not there as they were
   */
  public DeadLetterReplay(ReplayOptions options, Consumer<Letter> told) {
    this.options = options;
    this.told = told;
  }

  /**
   * Sends back what was there when it began, up to the limit.
   *
   * @throws IOException with a sentence when Kafka does not do what it is asked; letters of
   *     transactions that were committed by then are sent, all others are not
   */
  public ReplayReport run() throws IOException {
    try {
      return options.dryRun() ? look() : send();
    } catch (KafkaException e) {
      throw new IOException(
          "the replay of '"
              + options.deadLetterTopic()
              + "' ended after "
              + (total - inBatch)
              + " letters: "
              + e.getMessage()
              + "; what was committed is noted in '"
              + options.noteTopic()
              + "' and not sent again, so run it once more when that is mended",
          e);
    }
  }

  private ReplayReport look() throws IOException {
    try (ReplayTopics topics = ReplayTopics.open(options)) {
      return read(topics, Optional.empty());
    }
  }

  private ReplayReport send() throws IOException {
    try (ReplayTopics topics = ReplayTopics.open(options);
        KafkaProducer<byte[], byte[]> producer = topics.producer()) {
      topics.createNotes();
      producer.initTransactions();
      return read(topics, Optional.of(producer));
    }
  }

  private ReplayReport read(ReplayTopics topics, Optional<KafkaProducer<byte[], byte[]>> producer)
      throws IOException {
    SentBack notes = topics.notes(PATIENCE);
    boolean limited = false;
    try (KafkaConsumer<byte[], byte[]> letters = topics.consumer()) {
      Map<TopicPartition, Long> ends = topics.wholeOf(letters, options.deadLetterTopic());
      long quiet = System.nanoTime();
      while (!limited && !topics.reached(letters, ends)) {
        List<ConsumerRecord<byte[], byte[]>> polled = new ArrayList<>();
        letters.poll(POLL).forEach(polled::add);
        if (!polled.isEmpty()) {
          quiet = System.nanoTime();
        } else if (System.nanoTime() - quiet > PATIENCE.toNanos()) {
          throw new IOException(
              "Kafka gave no letters of '"
                  + options.deadLetterTopic()
                  + "' for "
                  + PATIENCE.toSeconds()
                  + " s, though there are more; see whether all of its partitions have a leader");
        }
        for (ConsumerRecord<byte[], byte[]> record : polled) {
          TopicPartition partition = new TopicPartition(record.topic(), record.partition());
          if (record.offset() >= ends.getOrDefault(partition, 0L)) {
            continue;
          }
          Optional<Letter> letter = chosen(record, notes);
          if (letter.isPresent() && total == options.limit()) {
            limited = true;
            break;
          }
          if (letter.isPresent()) {
            take(letter.get(), topics, notes, producer);
          }
        }
      }
      commit(notes, producer);
    }
    return new ReplayReport(sent, before, filtered, cut, foreign, limited);
  }

  private Optional<Letter> chosen(ConsumerRecord<byte[], byte[]> record, SentBack notes) {
    Optional<Letter> letter = Letter.of(record);
    if (letter.isEmpty()) {
      foreign++;
    } else if (!options.filter().passes(letter.get())) {
      filtered++;
    } else if (notes.holds(record.partition(), record.offset())) {
      before++;
    } else if (!letter.get().whole()) {
      cut++;
      told.accept(letter.get());
    } else {
      return letter;
    }
    return Optional.empty();
  }

  private void take(
      Letter letter,
      ReplayTopics topics,
      SentBack notes,
      Optional<KafkaProducer<byte[], byte[]>> producer)
      throws IOException {
    String topic = options.inputTopic().orElseGet(letter::originTopic);
    Integer known = partitions.get(topic);
    if (known == null) {
      known = topics.partitions(topic, letter);
      partitions.put(topic, known);
    }
    if (producer.isPresent()) {
      if (inBatch == 0) {
        producer.get().beginTransaction();
      }
      var unused = producer.get().send(letter.original(topic, known));
      notes.add(letter.partition(), letter.offset());
      inBatch++;
      bytesInBatch += letter.size();
    }
    total++;
    sent.merge(topic, 1L, Long::sum);
    told.accept(letter);
    if (inBatch == BATCH || bytesInBatch >= BATCH_BYTES) {
      commit(notes, producer);
    }
  }

  private void commit(SentBack notes, Optional<KafkaProducer<byte[], byte[]>> producer) {
    if (inBatch > 0 && producer.isPresent()) {
      var unused =
          producer.get().send(new ProducerRecord<>(options.noteTopic(), 0, null, notes.note()));
      producer.get().commitTransaction();
      inBatch = 0;
      bytesInBatch = 0;
    }
  }
}
