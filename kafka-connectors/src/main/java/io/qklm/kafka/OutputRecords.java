package io.qklm.kafka;

import io.qklm.document.Enrichment;
import io.qklm.document.Rejection;
import io.qklm.document.Rejection.Cause;
import io.qklm.kafka.KafkaOutput.Target;
import java.util.Optional;

/**
 * What is written for a record that was read: its enrichment, its dead letter, or the record itself
 * when it is a tombstone. Key, headers and timestamp pass through, and every result fits the limit.
 * Thread safe.
 */
public final class OutputRecords {

  /**
   * Bytes of a record at most when nothing else is said, key and headers included: with Kafka's
   * framing safely below the 1,048,588 bytes that a broker takes by default.
   */
  public static final int DEFAULT_MAX_RECORD_BYTES = 900_000;

  /** Smallest limit that leaves room for the longest id and the headers of a dead letter. */
  public static final int MIN_MAX_RECORD_BYTES = 16_384;

  /** Each cuts at least by what was too much; more are needed by nothing but made-up values. */
  private static final int MOST_ATTEMPTS = 16;

  private final int maxRecordBytes;
  private final EnrichmentWriter writer = new EnrichmentWriter();
  private final DeadLetters deadLetters;
  private final ValueEncoder encoder;

  /** Enrichments in JSON. */
  public OutputRecords(int maxRecordBytes) {
    this(maxRecordBytes, new ValueFormat.Json());
  }

  /** Enrichments in a form, each record within the limit in that form. */
  public OutputRecords(int maxRecordBytes, ValueFormat format) {
    if (maxRecordBytes < MIN_MAX_RECORD_BYTES) {
      throw new IllegalArgumentException(
          "records must be allowed at least "
              + MIN_MAX_RECORD_BYTES
              + " bytes, got "
              + maxRecordBytes);
    }
    this.maxRecordBytes = maxRecordBytes;
    this.deadLetters = new DeadLetters(maxRecordBytes);
    this.encoder = ValueEncoder.of(format);
  }

  /** The enrichment's record, cut if need be; a dead letter when not even its head fits. */
  public KafkaOutput enriched(KafkaInput record, Enrichment enrichment) {
    long room = maxRecordBytes - RecordBytes.sizeWithoutValue(record.key(), record.headers());
    Optional<byte[]> value = fitting(enrichment, room);
    if (value.isEmpty()) {
      return rejected(
          record,
          new Rejection(
              enrichment.documentId(),
              Cause.TOO_LARGE,
              "key, headers and the fields that an enrichment carries through leave no room below"
                  + " the limit of "
                  + maxRecordBytes
                  + " bytes for a record; shorten title, url or attributes, or raise the limit"));
    }
    return new KafkaOutput(
        Target.ENRICHED, record.key(), value.get(), record.headers(), record.timestamp());
  }

  /** The value in its form. JSON is cut; where the form takes more bytes, so much more is cut. */
  private Optional<byte[]> fitting(Enrichment enrichment, long room) {
    long jsonRoom = room;
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Optional<byte[]> json = writer.write(enrichment, jsonRoom);
      if (json.isEmpty()) {
        return json;
      }
      byte[] value = encoder.encode(json.get());
      if (value.length <= room) {
        return Optional.of(value);
      }
      jsonRoom = Math.min(jsonRoom, json.get().length) - (value.length - room);
    }
    return Optional.empty();
  }

  public KafkaOutput rejected(KafkaInput record, Rejection rejection) {
    return deadLetters.of(record, rejection);
  }

  /** A tombstone for the enrichments' topic; a dead letter when its key and headers do not fit. */
  public KafkaOutput passed(KafkaInput record) {
    if (RecordBytes.sizeWithoutValue(record.key(), record.headers()) > maxRecordBytes) {
      return rejected(
          record,
          new Rejection(
              "",
              Cause.TOO_LARGE,
              "key and headers of this tombstone are larger than the limit of "
                  + maxRecordBytes
                  + " bytes for a record; raise the limit"));
    }
    return new KafkaOutput(
        Target.ENRICHED, record.key(), record.value(), record.headers(), record.timestamp());
  }
}
