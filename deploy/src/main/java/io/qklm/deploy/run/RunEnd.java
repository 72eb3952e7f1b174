package io.qklm.deploy.run;

import io.qklm.deploy.job.JobKafka;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * What a run that is to end with what is there has to read. The source itself could be told where
 * to end, but what it is told becomes part of its state: a run that goes on from the state of
 * another ends, or does not end, as that one was told. So this is the process's to know.
 */
final class RunEnd implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  /** One record of a partition is enough to know that there is one. */
  private static final String FEW_BYTES = "1024";

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> ends;

  private RunEnd(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    this.consumer = consumer;
    this.ends = ends;
  }

  /**
   * Looks where the input topic ends now.
   *
   * @throws IOException if Kafka does not tell
   */
  static RunEnd now(JobKafka kafka) throws IOException {
    Map<String, Object> settings = new HashMap<>(kafka.properties());
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FEW_BYTES);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1");
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      List<TopicPartition> all =
          consumer.partitionsFor(kafka.inputTopic()).stream()
              .map(info -> new TopicPartition(kafka.inputTopic(), info.partition()))
              .toList();
      return new RunEnd(consumer, consumer.endOffsets(all));
    } catch (KafkaException e) {
      consumer.close();
      throw new IOException("Kafka did not tell where the input ends: " + e.getMessage(), e);
    }
  }

  /**
   * Whether all is read that was there.
   *
   * @param places what is committed, by partition
   */
  boolean isReached(Map<TopicPartition, Long> places) throws IOException {
    try {
      for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
        Long place = places.get(end.getKey());
        if ((place == null || place < end.getValue())
            && isAnythingLeft(end.getKey(), place, end.getValue())) {
          return false;
        }
      }
      return true;
    } catch (KafkaException e) {
      throw new IOException("Kafka did not tell how far the job is: " + e.getMessage(), e);
    }
  }

  /** Behind the last record there may be some that no one ever sees: the ends of transactions. */
  private boolean isAnythingLeft(TopicPartition partition, @Nullable Long place, long end) {
    consumer.assign(List.of(partition));
    if (place == null) {
      consumer.seekToBeginning(List.of(partition));
    } else {
      consumer.seek(partition, place);
    }
    long deadline = System.nanoTime() + POLL.toNanos() * 10;
    while (consumer.position(partition) < end) {
      boolean left =
          consumer.poll(POLL).records(partition).stream().anyMatch(r -> r.offset() < end);
      if (left || System.nanoTime() > deadline) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
