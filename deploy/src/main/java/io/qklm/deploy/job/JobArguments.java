package io.qklm.deploy.job;

import io.qklm.flink.EpochSettings;
import io.qklm.flink.QklmSettings;
import io.qklm.kafka.DocumentLimits;
import io.qklm.kafka.OutputRecords;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The job's options on a command line, for any command that takes them by {@code @Mixin}. Picocli
 * fills the fields.
 */
public final class JobArguments {

  @Option(
      names = "--bootstrap-servers",
      required = true,
      paramLabel = "HOST:PORT[,...]",
      description = "Kafka brokers to begin with.")
  private String bootstrapServers = "";

  @Option(
      names = "--input-topic",
      required = true,
      paramLabel = "TOPIC",
      description = "Topic with the documents.")
  private String inputTopic = "";

  @Option(
      names = "--output-topic",
      required = true,
      paramLabel = "TOPIC",
      description = "Topic for the enrichments; created if missing.")
  private String outputTopic = "";

  @Option(
      names = "--dead-letter-topic",
      paramLabel = "TOPIC",
      description =
          "Topic for records that could not be enriched; created if missing. Default:"
              + " OUTPUT-dead-letters.")
  private @Nullable String deadLetterTopic;

  @Option(
      names = "--job-name",
      paramLabel = "NAME",
      description =
          "Name of the job, its consumer group and its transactions; keep it over restarts and give"
              + " it to no other job. Default: qklm-OUTPUT.")
  private @Nullable String jobName;

  @Option(
      names = "--group-id",
      paramLabel = "ID",
      description = "Consumer group that shows how far the job has read. Default: the job's name.")
  private @Nullable String groupId;

  @Option(
      names = "--overrides",
      paramLabel = "FILE",
      defaultValue = "",
      description =
          "Links that a person decides, JSON lines, on every worker under this path; a change is in"
              + " force within three seconds.")
  private String overrides = "";

  @Mixin private KafkaClientArguments client = new KafkaClientArguments();

  @Option(
      names = "--checkpoint-interval",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = TimeSpan.class,
      description =
          "Time between checkpoints, such as 1s; results are committed at each. Default:"
              + " ${DEFAULT-VALUE}.")
  private Duration checkpointInterval = Duration.ofSeconds(10);

  @Option(
      names = "--at-least-once",
      description =
          "Write without transactions: results are seen at once, and again after a restart.")
  private boolean atLeastOnce;

  @Option(
      names = "--transaction-timeout",
      paramLabel = "TIME",
      defaultValue = "15min",
      converter = TimeSpan.class,
      description =
          "How long the job may be down before Kafka drops its open transaction. Default:"
              + " ${DEFAULT-VALUE}.")
  private Duration transactionTimeout = Duration.ofMinutes(15);

  @Option(
      names = "--transactional-id-prefix",
      paramLabel = "PREFIX",
      description =
          "Begins the name of each transaction; no two jobs may share it. Default: the job's name.")
  private @Nullable String transactionalIdPrefix;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Subtasks of the job; 0 leaves it to Flink. One keeps all cores of a worker busy.")
  private int parallelism;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "0",
      description = "Documents a process works on at once; 0 for one per core.")
  private int workers;

  @Option(
      names = "--max-in-flight",
      paramLabel = "N",
      defaultValue = "32",
      description = "Records a subtask holds at most. Default: ${DEFAULT-VALUE}.")
  private int maxInFlight = 32;

  @Option(
      names = "--max-value-bytes",
      paramLabel = "BYTES",
      defaultValue = "16777216",
      description = "Largest value that is read; larger go to the dead letters.")
  private int maxValueBytes = DocumentLimits.defaults().maxValueBytes();

  @Option(
      names = "--output-format",
      paramLabel = "FORMAT",
      defaultValue = "json",
      converter = OutputFormat.NameReader.class,
      description = "Form of the enrichments: json or avro. Default: ${DEFAULT-VALUE}.")
  private OutputFormat.Name outputFormat = OutputFormat.Name.JSON;

  @Option(
      names = "--schema-registry",
      paramLabel = "URL",
      defaultValue = "",
      description =
          "Registry for Avro's schema, asked once at the start; records are in Confluent's wire"
              + " format then, and in Avro's single-object encoding without one.")
  private String schemaRegistry = "";

  @Option(
      names = "--max-record-bytes",
      paramLabel = "BYTES",
      defaultValue = "900000",
      description =
          "Largest record that is written; larger are cut. Keep it below the broker's limit.")
  private int maxRecordBytes = OutputRecords.DEFAULT_MAX_RECORD_BYTES;

  @Mixin private SummaryArguments summary = new SummaryArguments();

  @Mixin private EpochArguments epochs = new EpochArguments();

  @Option(
      names = "--until-end",
      description = "End when what was there at the start is done, instead of waiting for more.")
  private boolean untilEnd;

  /** Whether the knowledge comes by a topic of epochs, so that no folder is needed. */
  public boolean followsEpochs() {
    return !epochs.topic().isEmpty();
  }

  /**
   * The options of the job.
   *
   * @param engine knowledge and model; workers and records in flight are set here
   * @throws IllegalArgumentException with a sentence when they do not fit together
   */
  public EnrichmentJobOptions toOptions(QklmSettings engine) {
    Optional<EpochSettings> following = epochs.settings(!engine.knowledge().isBlank());
    QklmSettings summing = engine.withOptions(engine.options().withSummary(summary.form()));
    QklmSettings knowing = following.map(summing::withEpochs).orElse(summing);
    JobKafka kafka =
        JobKafka.of(bootstrapServers, inputTopic, outputTopic).withProperties(client.settings());
    kafka = kafka.withEpochsTopic(epochs.topic());
    if (deadLetterTopic != null) {
      kafka = kafka.withDeadLetterTopic(deadLetterTopic);
    }
    String name = jobName == null ? EnrichmentJobOptions.defaultName(outputTopic) : jobName;
    if (name.isBlank()) {
      throw new IllegalArgumentException(
          "the job's name is empty; leave out --job-name or fill it");
    }
    kafka = kafka.withGroupId(groupId == null ? name : groupId);
    JobDelivery delivery =
        new JobDelivery(
            !atLeastOnce,
            checkpointInterval,
            transactionTimeout,
            transactionalIdPrefix == null ? name : transactionalIdPrefix);
    QklmSettings settings =
        knowing.withWorkers(workers).withMaxInFlight(maxInFlight).withOverrides(overrides);
    return EnrichmentJobOptions.of(kafka, settings)
        .withName(name)
        .withDelivery(delivery)
        .withLimits(DocumentLimits.defaults().withMaxValueBytes(maxValueBytes))
        .withFormat(OutputFormat.of(outputFormat, schemaRegistry))
        .withMaxRecordBytes(maxRecordBytes)
        .withParallelism(parallelism)
        .withUntilEnd(untilEnd);
  }
}
