package io.qklm.deploy.job;

import io.qklm.flink.EpochSettings;
import io.qklm.flink.QklmSettings;
import io.qklm.kafka.DocumentLimits;
import io.qklm.kafka.OutputRecords;
import java.io.Serializable;

/**
 * All that a job is told.
 *
 * @param name the job's name in Flink, which stays the same over restarts
 * @param kafka where it reads and writes
 * @param engine knowledge, model and how much is in flight
 * @param delivery what it promises
 * @param limits how much of a value is read before it is refused
 * @param format in which form enrichments are written
 * @param maxRecordBytes bytes of a result at most; larger ones are cut
 * @param parallelism subtasks; 0 leaves it to Flink. One subtask keeps all cores of its worker busy
 * @param untilEnd whether the job ends when it has read what was there at its start
 */
public record EnrichmentJobOptions(
    String name,
    JobKafka kafka,
    QklmSettings engine,
    JobDelivery delivery,
    DocumentLimits limits,
    OutputFormat format,
    int maxRecordBytes,
    int parallelism,
    boolean untilEnd)
    implements Serializable {

  public EnrichmentJobOptions {
    if (kafka.epochsTopic().isBlank() == engine.epochs().isPresent()) {
      throw new IllegalArgumentException(
          "a job follows epochs when it has a topic that announces them, and only then; give"
              + " --kg-epochs-topic or leave out what says how to follow it");
    }
    if (name.isBlank()) {
      throw new IllegalArgumentException("the job must have a name");
    }
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

  /** Exactly once with all defaults; job, group and transactions are named {@code qklm-OUTPUT}. */
  public static EnrichmentJobOptions of(JobKafka kafka, QklmSettings engine) {
    return new EnrichmentJobOptions(
        defaultName(kafka.outputTopic()),
        kafka,
        engine,
        JobDelivery.exactlyOnce(defaultName(kafka.outputTopic())),
        DocumentLimits.defaults(),
        OutputFormat.json(),
        OutputRecords.DEFAULT_MAX_RECORD_BYTES,
        0,
        false);
  }

  /** What a job is called that was given no name. */
  static String defaultName(String outputTopic) {
    return "qklm-" + outputTopic;
  }

  /** The same, following the epochs that a topic announces. */
  public EnrichmentJobOptions withEpochs(String topic, EpochSettings epochs) {
    return new EnrichmentJobOptions(
        name,
        kafka.withEpochsTopic(topic),
        engine.withEpochs(epochs),
        delivery,
        limits,
        format,
        maxRecordBytes,
        parallelism,
        untilEnd);
  }

  public EnrichmentJobOptions withName(String value) {
    return new EnrichmentJobOptions(
        value, kafka, engine, delivery, limits, format, maxRecordBytes, parallelism, untilEnd);
  }

  public EnrichmentJobOptions withKafka(JobKafka value) {
    return new EnrichmentJobOptions(
        name, value, engine, delivery, limits, format, maxRecordBytes, parallelism, untilEnd);
  }

  public EnrichmentJobOptions withDelivery(JobDelivery value) {
    return new EnrichmentJobOptions(
        name, kafka, engine, value, limits, format, maxRecordBytes, parallelism, untilEnd);
  }

  public EnrichmentJobOptions withLimits(DocumentLimits value) {
    return new EnrichmentJobOptions(
        name, kafka, engine, delivery, value, format, maxRecordBytes, parallelism, untilEnd);
  }

  public EnrichmentJobOptions withFormat(OutputFormat value) {
    return new EnrichmentJobOptions(
        name, kafka, engine, delivery, limits, value, maxRecordBytes, parallelism, untilEnd);
  }

  public EnrichmentJobOptions withMaxRecordBytes(int bytes) {
    return new EnrichmentJobOptions(
        name, kafka, engine, delivery, limits, format, bytes, parallelism, untilEnd);
  }

  public EnrichmentJobOptions withParallelism(int subtasks) {
    return new EnrichmentJobOptions(
        name, kafka, engine, delivery, limits, format, maxRecordBytes, subtasks, untilEnd);
  }

  public EnrichmentJobOptions withUntilEnd(boolean ends) {
    return new EnrichmentJobOptions(
        name, kafka, engine, delivery, limits, format, maxRecordBytes, parallelism, ends);
  }
}
