package io.qklm.cluster.traffic;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a job's topics as a careful user would, committed records only, on a thread of its own, and
 * enters each into a ledger.
 */
public final class CommittedResults implements AutoCloseable {

  private static final long POLL_MILLIS = 50;

  private final ResultLedger ledger = new ResultLedger();
  private final Thread reader;
  private volatile boolean closed;

  /** Reads the partitions 0 to {@code partitions} - 1 of each topic from their beginning. */
  public CommittedResults(String servers, List<String> topics, int partitions) {
    List<TopicPartition> places = new ArrayList<>();
    for (String topic : topics) {
      for (int partition = 0; partition < partitions; partition++) {
        places.add(new TopicPartition(topic, partition));
      }
    }
    this.reader = new Thread(() -> read(servers, places), "committed-results");
    reader.setDaemon(true);
    reader.start();
  }

  public ResultLedger ledger() {
    return ledger;
  }

  /**
   * Waits until every expected document has its result.
   *
   * @param alive whether it is worth waiting on
   * @throws IOException if some did not come; the message says how many
   */
  public void await(Duration timeout, BooleanSupplier alive)
      throws IOException, InterruptedException {
    await(() -> ledger.missing() == 0, timeout, alive);
  }

  /** The same for some documents. */
  public void await(List<TestDocument> documents, Duration timeout, BooleanSupplier alive)
      throws IOException, InterruptedException {
    await(() -> ledger.has(documents), timeout, alive);
  }

  private void await(BooleanSupplier all, Duration timeout, BooleanSupplier alive)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!all.getAsBoolean()) {
      if (System.nanoTime() > deadline || !alive.getAsBoolean()) {
        throw new IOException(
            ledger.missing()
                + " of "
                + ledger.expected()
                + " results did not come: "
                + ledger.sampleOfMissing());
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private void read(String servers, List<TopicPartition> places) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            servers,
            "isolation.level",
            "read_committed",
            "enable.auto.commit",
            false,
            "request.timeout.ms",
            5_000,
            "auto.offset.reset",
            "earliest");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(places);
      consumer.seekToBeginning(places);
      while (!closed) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          ledger.enter(record.topic(), record.key(), record.value());
        }
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
