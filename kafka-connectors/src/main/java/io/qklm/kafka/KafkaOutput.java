package io.qklm.kafka;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A record to write, and which of the job's two topics it goes to. Arrays are not copied. */
public final class KafkaOutput {

  /** The topics a job writes; the order is part of {@link KafkaOutputSerializer}'s format. */
  public enum Target {
    ENRICHED,
    DEAD_LETTER
  }

  private final Target target;
  private final byte @Nullable [] key;
  private final byte @Nullable [] value;
  private final List<KafkaHeader> headers;
  private final long timestamp;

  public KafkaOutput(
      Target target,
      byte @Nullable [] key,
      byte @Nullable [] value,
      List<KafkaHeader> headers,
      long timestamp) {
    this.target = target;
    this.key = key;
    this.value = value;
    this.headers = List.copyOf(headers);
    this.timestamp = timestamp;
  }

  public Target target() {
    return target;
  }

  public byte @Nullable [] key() {
    return key;
  }

  /** The value; null for a tombstone. */
  public byte @Nullable [] value() {
    return value;
  }

  public List<KafkaHeader> headers() {
    return headers;
  }

  /** Milliseconds since 1970, or {@link KafkaInput#NO_TIMESTAMP}. */
  public long timestamp() {
    return timestamp;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KafkaOutput output
        && target == output.target
        && Arrays.equals(key, output.key)
        && Arrays.equals(value, output.value)
        && headers.equals(output.headers)
        && timestamp == output.timestamp;
  }

  @Override
  public int hashCode() {
    return Objects.hash(target, Arrays.hashCode(key), Arrays.hashCode(value), headers, timestamp);
  }

  @Override
  public String toString() {
    return target + " record of " + (value == null ? 0 : value.length) + " bytes";
  }
}
