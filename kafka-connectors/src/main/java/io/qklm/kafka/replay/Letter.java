package io.qklm.kafka.replay;

import io.qklm.document.Rejection.Cause;
import io.qklm.kafka.DeadLetters;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter taken apart: the record that it was, and what was added to it. What was added
 * stands behind the record's own headers, and begins with the error's class.
 */
public final class Letter {

  private final ConsumerRecord<byte[], byte[]> record;
  private final List<Header> own;
  private final Map<String, String> added;

  private Letter(
      ConsumerRecord<byte[], byte[]> record, List<Header> own, Map<String, String> added) {
    this.record = record;
    this.own = own;
    this.added = added;
  }

  /** The letter that a record is; empty if it is none of ours. */
  static Optional<Letter> of(ConsumerRecord<byte[], byte[]> record) {
    List<Header> headers = Arrays.asList(record.headers().toArray());
    int first = headers.size() - 1;
    while (first >= 0 && !headers.get(first).key().equals(DeadLetters.ERROR_CAUSE)) {
      first--;
    }
    if (first < 0) {
      return Optional.empty();
    }
    Map<String, String> added = new HashMap<>();
    for (Header header : headers.subList(first, headers.size())) {
      byte[] value = header.value();
      added.put(header.key(), value == null ? "" : new String(value, StandardCharsets.UTF_8));
    }
    return added.containsKey(DeadLetters.ORIGIN_TOPIC)
        ? Optional.of(new Letter(record, new ArrayList<>(headers.subList(0, first)), added))
        : Optional.empty();
  }

  public int partition() {
    return record.partition();
  }

  public long offset() {
    return record.offset();
  }

  /** Milliseconds since 1970; below 0 for none. */
  public long timestamp() {
    return record.timestamp();
  }

  /** Class of the error; empty for one that this version does not know. */
  public Optional<Cause> cause() {
    String name = causeName();
    return Arrays.stream(Cause.values()).filter(cause -> cause.name().equals(name)).findFirst();
  }

  /** Class of the error as it stands in the letter. */
  public String causeName() {
    return said(DeadLetters.ERROR_CAUSE);
  }

  /** The error as a sentence. */
  public String message() {
    return said(DeadLetters.ERROR_MESSAGE);
  }

  /** Topic that the record was read from. */
  public String originTopic() {
    return said(DeadLetters.ORIGIN_TOPIC);
  }

  /** Where the record was read: {@code topic-partition@offset}. */
  public String origin() {
    return originTopic()
        + "-"
        + said(DeadLetters.ORIGIN_PARTITION)
        + "@"
        + said(DeadLetters.ORIGIN_OFFSET);
  }

  /** Whether the record is there as it was; one that was too large for the topic was cut. */
  public boolean whole() {
    return !added.containsKey(DeadLetters.ORIGINAL_LENGTH)
        && !added.containsKey(DeadLetters.ORIGINAL_DROPPED);
  }

  /** Bytes of key, value and headers. */
  int size() {
    return record.serializedKeySize() + record.serializedValueSize() + 64 * own.size();
  }

  /**
   * The record that it was: key, value, headers and time. It goes into the partition it was read
   * from where the topic has that, so that records of a key keep their partition whoever chose it.
   *
   * @param partitions that {@code topic} has
   */
  ProducerRecord<byte[], byte[]> original(String topic, int partitions) {
    @Nullable Integer partition = null;
    String read = said(DeadLetters.ORIGIN_PARTITION);
    if (topic.equals(originTopic()) && read.matches("\\d{1,9}")) {
      int number = Integer.parseInt(read);
      partition = number < partitions ? Integer.valueOf(number) : null;
    }
    return new ProducerRecord<>(
        topic,
        partition,
        record.timestamp() < 0 ? null : record.timestamp(),
        record.key(),
        record.value(),
        own);
  }

  private String said(String header) {
    return added.getOrDefault(header, "");
  }

  @Override
  public String toString() {
    return record.topic() + "-" + partition() + "@" + offset();
  }
}
