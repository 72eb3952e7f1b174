package io.qklm.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One header of a Kafka record. Keys may repeat; a value may be null. The value is not copied. */
public final class KafkaHeader {

  private final String key;
  private final byte @Nullable [] value;

  public KafkaHeader(String key, byte @Nullable [] value) {
    this.key = key;
    this.value = value;
  }

  /** A header whose value is text, in UTF-8. */
  public static KafkaHeader of(String key, String value) {
    return new KafkaHeader(key, value.getBytes(StandardCharsets.UTF_8));
  }

  public String key() {
    return key;
  }

  public byte @Nullable [] value() {
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KafkaHeader header
        && key.equals(header.key)
        && Arrays.equals(value, header.value);
  }

  @Override
  public int hashCode() {
    return 31 * key.hashCode() + Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return key + "=" + (value == null ? "null" : new String(value, StandardCharsets.UTF_8));
  }
}
