package io.qklm.deploy.job;

import io.qklm.flink.QklmSettings;
import io.qklm.kafka.DocumentLimits;
import io.qklm.kafka.OutputRecords;
import java.io.Serializable;

/**
 * All that a job is told.
 *
 * @param kafka where it reads and writes
 * @param engine knowledge, model and how much is in flight
 * @param delivery what it promises
 * @param limits how much of a value is read before it is refused
 * @param maxRecordBytes bytes of a result at most; larger ones are cut
 * @param parallelism subtasks; 0 leaves it to Flink. One subtask keeps all cores of its worker busy
 * @param untilEnd whether the job ends when it has read what was there at its start
 */
public record EnrichmentJobOptions(
    JobKafka kafka,
    QklmSettings engine,
    JobDelivery delivery,
    DocumentLimits limits,
    int maxRecordBytes,
    int parallelism,
    boolean untilEnd)
    implements Serializable {

  public EnrichmentJobOptions {
    if (parallelism < 0) {
      throw new IllegalArgumentException(
          "the parallelism must be 0 (left to Flink) or more, got " + parallelism);
    }
    if (maxRecordBytes < OutputRecords.MIN_MAX_RECORD_BYTES) {
      throw new IllegalArgumentException(
          "records must be allowed at least "
              + OutputRecords.MIN_MAX_RECORD_BYTES
              + " bytes, got "
              + maxRecordBytes);
    }
  }

  /** Exactly once with all defaults; transactions are named {@code qklm-OUTPUT}. */
  public static EnrichmentJobOptions of(JobKafka kafka, QklmSettings engine) {
    return new EnrichmentJobOptions(
        kafka,
        engine,
        JobDelivery.exactlyOnce("qklm-" + kafka.outputTopic()),
        DocumentLimits.defaults(),
        OutputRecords.DEFAULT_MAX_RECORD_BYTES,
        0,
        false);
  }

  public EnrichmentJobOptions withDelivery(JobDelivery value) {
    return new EnrichmentJobOptions(
        kafka, engine, value, limits, maxRecordBytes, parallelism, untilEnd);
  }

  public EnrichmentJobOptions withLimits(DocumentLimits value) {
    return new EnrichmentJobOptions(
        kafka, engine, delivery, value, maxRecordBytes, parallelism, untilEnd);
  }

  public EnrichmentJobOptions withMaxRecordBytes(int bytes) {
    return new EnrichmentJobOptions(kafka, engine, delivery, limits, bytes, parallelism, untilEnd);
  }

  public EnrichmentJobOptions withParallelism(int subtasks) {
    return new EnrichmentJobOptions(
        kafka, engine, delivery, limits, maxRecordBytes, subtasks, untilEnd);
  }

  public EnrichmentJobOptions withUntilEnd(boolean ends) {
    return new EnrichmentJobOptions(
        kafka, engine, delivery, limits, maxRecordBytes, parallelism, ends);
  }
}
