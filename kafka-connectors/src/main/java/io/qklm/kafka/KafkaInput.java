package io.qklm.kafka;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A record as it lay in its topic: raw bytes and where they came from. Arrays are not copied. */
public final class KafkaInput {

  /** What {@link #timestamp()} says when the record has none. */
  public static final long NO_TIMESTAMP = -1;

  private final byte @Nullable [] key;
  private final byte @Nullable [] value;
  private final List<KafkaHeader> headers;
  private final long timestamp;
  private final String topic;
  private final int partition;
  private final long offset;

  public KafkaInput(
      byte @Nullable [] key,
      byte @Nullable [] value,
      List<KafkaHeader> headers,
      long timestamp,
      String topic,
      int partition,
      long offset) {
    this.key = key;
    this.value = value;
    this.headers = List.copyOf(headers);
    this.timestamp = timestamp;
    this.topic = topic;
    this.partition = partition;
    this.offset = offset;
  }

  public byte @Nullable [] key() {
    return key;
  }

  /** The value; null for a tombstone. */
  public byte @Nullable [] value() {
    return value;
  }

  /** Headers in the record's order, repeated keys included. */
  public List<KafkaHeader> headers() {
    return headers;
  }

  /** Milliseconds since 1970, or {@link #NO_TIMESTAMP}. */
  public long timestamp() {
    return timestamp;
  }

  public String topic() {
    return topic;
  }

  public int partition() {
    return partition;
  }

  public long offset() {
    return offset;
  }

  /** Bytes of key and value. */
  public int bytes() {
    return (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KafkaInput input
        && Arrays.equals(key, input.key)
        && Arrays.equals(value, input.value)
        && headers.equals(input.headers)
        && timestamp == input.timestamp
        && topic.equals(input.topic)
        && partition == input.partition
        && offset == input.offset;
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        Arrays.hashCode(key), Arrays.hashCode(value), headers, timestamp, topic, partition, offset);
  }

  @Override
  public String toString() {
    return "record at offset " + offset + " of " + topic + "-" + partition;
  }
}
