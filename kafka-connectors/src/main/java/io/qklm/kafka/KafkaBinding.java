package io.qklm.kafka;

import io.qklm.document.Enrichment;
import io.qklm.document.Rejection;
import io.qklm.flink.EnrichmentBinding;
import io.qklm.flink.Reading;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's records for {@code QklmEnrichment}: JSON in, enrichments out, as the wire contract has
 * it. A record that cannot be read becomes a dead letter, a tombstone passes, and the records of
 * one key keep their order.
 */
public final class KafkaBinding implements EnrichmentBinding<KafkaInput, KafkaOutput> {

  private static final long serialVersionUID = 1L;

  private final DocumentReader reader;
  private final int maxRecordBytes;
  private final ValueFormat format;
  private transient @Nullable OutputRecords outputs;

  /**
   * A binding.
   *
   * @param limits of documents; larger ones are set aside
   * @param maxRecordBytes a result is cut down to this size
   * @param format of results
   */
  public KafkaBinding(DocumentLimits limits, int maxRecordBytes, ValueFormat format) {
    this.reader = new DocumentReader(limits);
    this.maxRecordBytes = maxRecordBytes;
    this.format = format;
  }

  /** JSON of the default sizes. */
  public static KafkaBinding json() {
    return new KafkaBinding(
        DocumentLimits.defaults(), OutputRecords.DEFAULT_MAX_RECORD_BYTES, new ValueFormat.Json());
  }

  @Override
  public Reading read(KafkaInput record) {
    ParsedDocument parsed = reader.read(record.value());
    if (parsed instanceof ParsedDocument.Accepted accepted) {
      return new Reading.Accepted(accepted.document());
    }
    if (parsed instanceof ParsedDocument.Rejected rejected) {
      return new Reading.Rejected(rejected.rejection());
    }
    return new Reading.PassThrough();
  }

  @Override
  public KafkaOutput enriched(KafkaInput record, Enrichment enrichment) {
    return outputs().enriched(record, enrichment);
  }

  @Override
  public KafkaOutput rejected(KafkaInput record, Rejection rejection) {
    return outputs().rejected(record, rejection);
  }

  @Override
  public KafkaOutput passed(KafkaInput record) {
    return outputs().passed(record);
  }

  /** Kafka keeps the order of records of one key; those without a key have none. */
  @Override
  public @Nullable Object key(KafkaInput record) {
    byte[] key = record.key();
    return key == null ? null : ByteBuffer.wrap(key);
  }

  /** Made on the worker; it holds nothing worth shipping. */
  private OutputRecords outputs() {
    OutputRecords made = outputs;
    if (made == null) {
      made = new OutputRecords(maxRecordBytes, format);
      outputs = made;
    }
    return made;
  }
}
