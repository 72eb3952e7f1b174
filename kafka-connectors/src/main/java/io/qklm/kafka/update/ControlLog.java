package io.qklm.kafka.update;

import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.kg.epoch.EpochHistory;
import io.qklm.kg.epoch.EpochMessageJson;
import io.qklm.kg.epoch.EpochTimeline;
import io.qklm.kg.epoch.JobMark;
import io.qklm.kg.epoch.UpdatePlace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The control topic as one who begins reads it. */
final class ControlLog {

  private static final Logger LOG = LoggerFactory.getLogger(ControlLog.class);

  /** Announcements that are remembered, and told again when the topic is cut off. */
  static final int RETAINED = 10_000;

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition only;

  /**
   * A reader.
   *
   * @param consumer of committed records; the caller's to close
   */
  ControlLog(KafkaConsumer<byte[], byte[]> consumer, String topic) {
    this.consumer = consumer;
    this.only = new TopicPartition(topic, 0);
    consumer.assign(List.of(only));
  }

  /** What the topic says. */
  static final class Contents {
    private final EpochTimeline timeline = new EpochTimeline(RETAINED);
    private @Nullable UpdatePlace place;
    private @Nullable Instant lastSign;
    private long superseded;
    private long end;

    /** Which epoch was announced when. */
    EpochTimeline timeline() {
      return timeline;
    }

    /** How far the updates were read, as the update job said last. */
    Optional<UpdatePlace> place() {
      return Optional.ofNullable(place);
    }

    /** When the newest message was written. */
    Optional<Instant> lastSign() {
      return Optional.ofNullable(lastSign);
    }

    /** Offset up to which the topic was read. */
    long end() {
      return end;
    }

    /** Messages that a shorter topic could do without. */
    long superseded() {
      return superseded;
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
      lastSign = Instant.ofEpochMilli(record.timestamp());
      EpochMessageJson.mark(record.value())
          .flatMap(JobMark::place)
          .ifPresent(newer -> place = newer);
      try {
        var message = EpochMessageJson.read(record.value());
        timeline
            .add(message)
            .ifPresent(problem -> LOG.warn("offset {}: {}", record.offset(), problem));
        if (!(message instanceof EpochAnnouncement) && !(message instanceof EpochHistory)) {
          superseded++;
        }
      } catch (IllegalArgumentException e) {
        LOG.warn("offset {} of {}: {}", record.offset(), record.topic(), e.getMessage());
      }
    }
  }

  /**
   * Reads all that is there.
   *
   * @throws TimeoutException if Kafka stops answering
   */
  Contents read() {
    Contents contents = new Contents();
    consumer.seekToBeginning(List.of(only));
    long end = end();
    long heard = System.nanoTime();
    while (consumer.position(only) < end) {
      long before = consumer.position(only);
      consumer.poll(POLL).forEach(contents::take);
      if (consumer.position(only) > before) {
        heard = System.nanoTime();
      } else if (System.nanoTime() - heard > PATIENCE.toNanos()) {
        throw new TimeoutException(
            "topic '"
                + only.topic()
                + "' could not be read for "
                + PATIENCE.toSeconds()
                + " s; its end is "
                + end
                + " and it was read up to "
                + before);
      }
    }
    contents.end = end;
    return contents;
  }

  /**
   * Whether somebody other than {@code job} wrote the newest message, or does so in time.
   *
   * @param from offset from which on others may have written
   */
  boolean isOthers(String job, long from, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    consumer.seek(only, from);
    while (true) {
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      consumer.poll(POLL).forEach(records::add);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        if (!EpochMessageJson.mark(record.value()).map(JobMark::job).equals(Optional.of(job))) {
          return true;
        }
      }
      if (System.nanoTime() > deadline) {
        return false;
      }
    }
  }

  private long end() {
    return consumer.endOffsets(List.of(only)).getOrDefault(only, 0L);
  }
}
