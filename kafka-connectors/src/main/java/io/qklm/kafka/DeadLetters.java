package io.qklm.kafka;

import io.qklm.document.Rejection;
import io.qklm.kafka.KafkaOutput.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records that could not be enriched, as they go to the dead-letter topic: the original bytes, key,
 * headers and timestamp, and what went wrong and where the record came from in further headers. A
 * record too large for the limit keeps as much of its value as fits and tells the length and digest
 * of the whole; if key and headers alone are too large, the original headers go first, then the
 * key.
 */
public final class DeadLetters {

  /** Class of the error, a name of {@link Rejection.Cause}. */
  public static final String ERROR_CAUSE = "qklm.error.cause";

  /** The error as a sentence. */
  public static final String ERROR_MESSAGE = "qklm.error.message";

  /** Topic the record was read from. */
  public static final String ORIGIN_TOPIC = "qklm.origin.topic";

  /** Partition the record was read from, decimal. */
  public static final String ORIGIN_PARTITION = "qklm.origin.partition";

  /** Offset the record was read from, decimal. */
  public static final String ORIGIN_OFFSET = "qklm.origin.offset";

  /** The record's timestamp, milliseconds since 1970, decimal; -1 when it had none. */
  public static final String ORIGIN_TIMESTAMP = "qklm.origin.timestamp";

  /** Bytes of the original value, decimal; only when the value was cut. */
  public static final String ORIGINAL_LENGTH = "qklm.original.length";

  /** SHA-256 of the original value in hex; only when the value was cut. */
  public static final String ORIGINAL_SHA256 = "qklm.original.sha256";

  /** Names of what was left out beside the value, {@code headers} or {@code headers,key}. */
  public static final String ORIGINAL_DROPPED = "qklm.original.dropped";

  private static final int MESSAGE_LENGTH = 1_000;

  private final int maxRecordBytes;

  /**
   * @param maxRecordBytes bytes of a record at most, key and headers included
   */
  public DeadLetters(int maxRecordBytes) {
    this.maxRecordBytes = maxRecordBytes;
  }

  public KafkaOutput of(KafkaInput record, Rejection rejection) {
    byte[] key = record.key();
    byte[] value = record.value();
    List<KafkaHeader> added = added(record, rejection);
    List<KafkaHeader> headers = concat(record.headers(), added);
    // Room for the headers that a cut adds, so that making room does not itself need room.
    Cut whole = value == null ? null : Cut.of(value);
    List<KafkaHeader> reserve = cutHeaders(whole, "headers,key");
    long room = maxRecordBytes - RecordBytes.sizeWithoutValue(key, headers);
    if (value == null ? room >= 0 : room >= value.length) {
      return output(key, value, headers, record);
    }
    String dropped = "";
    if (maxRecordBytes < RecordBytes.sizeWithoutValue(key, concat(headers, reserve))) {
      dropped = "headers";
      headers = added;
    }
    if (maxRecordBytes < RecordBytes.sizeWithoutValue(key, concat(headers, reserve))) {
      dropped = "headers,key";
      key = null;
    }
    headers = concat(headers, cutHeaders(whole, dropped));
    room = Math.max(0, maxRecordBytes - RecordBytes.sizeWithoutValue(key, headers));
    byte[] kept = value == null ? null : Arrays.copyOf(value, (int) Math.min(room, value.length));
    return output(key, kept, headers, record);
  }

  private static KafkaOutput output(
      byte @Nullable [] key,
      byte @Nullable [] value,
      List<KafkaHeader> headers,
      KafkaInput record) {
    return new KafkaOutput(Target.DEAD_LETTER, key, value, headers, record.timestamp());
  }

  private static List<KafkaHeader> added(KafkaInput record, Rejection rejection) {
    String message = rejection.message();
    return List.of(
        KafkaHeader.of(ERROR_CAUSE, rejection.cause().name()),
        KafkaHeader.of(
            ERROR_MESSAGE, message.substring(0, Math.min(MESSAGE_LENGTH, message.length()))),
        KafkaHeader.of(ORIGIN_TOPIC, record.topic()),
        KafkaHeader.of(ORIGIN_PARTITION, Integer.toString(record.partition())),
        KafkaHeader.of(ORIGIN_OFFSET, Long.toString(record.offset())),
        KafkaHeader.of(ORIGIN_TIMESTAMP, Long.toString(record.timestamp())));
  }

  private static List<KafkaHeader> cutHeaders(@Nullable Cut whole, String dropped) {
    List<KafkaHeader> headers = new ArrayList<>();
    if (whole != null) {
      headers.add(KafkaHeader.of(ORIGINAL_LENGTH, Long.toString(whole.originalBytes())));
      headers.add(KafkaHeader.of(ORIGINAL_SHA256, whole.originalSha256()));
    }
    if (!dropped.isEmpty()) {
      headers.add(KafkaHeader.of(ORIGINAL_DROPPED, dropped));
    }
    return headers;
  }

  private static List<KafkaHeader> concat(List<KafkaHeader> first, List<KafkaHeader> second) {
    List<KafkaHeader> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
