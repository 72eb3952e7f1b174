package io.qklm.deploy.job;

import io.qklm.flink.QklmEnrichment;
import io.qklm.kafka.KafkaBinding;
import io.qklm.kafka.KafkaDocuments;
import io.qklm.kafka.KafkaEnrichments;
import io.qklm.kafka.KafkaInput;
import io.qklm.kafka.KafkaOutput;
import io.qklm.kafka.KafkaTypes;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * Documents from Kafka, enriched, back to Kafka. The operators' uids are part of the contract: a
 * savepoint of one version finds its state in the next.
 */
public final class EnrichmentJob {

  private EnrichmentJob() {}

  /** What {@code flink run} calls; see {@link JobCommand} for the arguments. */
  public static void main(String[] args) {
    JobCommand.run(args);
  }

  /** The job as a plan to submit, with Flink's defaults for all that the options do not say. */
  public static StreamGraph plan(EnrichmentJobOptions options) {
    return plan(options, new Configuration());
  }

  /** The job as a plan to submit. */
  public static StreamGraph plan(EnrichmentJobOptions options, Configuration flink) {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(flink);
    define(environment, options);
    StreamGraph plan = environment.getStreamGraph();
    plan.setJobName(options.name());
    return plan;
  }

  /** Adds the job to an environment. */
  public static void define(StreamExecutionEnvironment environment, EnrichmentJobOptions options) {
    configure(environment, options);
    JobKafka kafka = options.kafka();
    KafkaDocuments.SourceBuilder source =
        KafkaDocuments.source()
            .bootstrapServers(kafka.bootstrapServers())
            .topics(kafka.inputTopic())
            .groupId(kafka.groupId())
            .properties(kafka.properties());
    if (options.untilEnd()) {
      source.bounded();
    }
    QklmEnrichment<KafkaInput, KafkaOutput> enrichment =
        QklmEnrichment.<KafkaInput, KafkaOutput>builder()
            .settings(options.engine())
            .binding(
                new KafkaBinding(
                    options.limits(), options.maxRecordBytes(), options.format().form()))
            .output(KafkaTypes.OUTPUT)
            .name("QKLM enrichment")
            .uid("enrichment")
            .build();
    DataStream<KafkaInput> documents =
        environment
            .fromSource(
                // So that documents which wait for their epoch wait in Kafka, but for a few.
                enrichment.pausing(source.build()),
                WatermarkStrategy.noWatermarks(),
                "documents from " + kafka.inputTopic(),
                KafkaTypes.INPUT)
            .uid("documents");
    Optional<EpochStream> epochs =
        options.engine().epochs().map(following -> new EpochStream(options));
    SingleOutputStreamOperator<KafkaOutput> results =
        epochs.isPresent()
            ? enrichment.apply(documents, epochs.get().epochs(environment))
            : enrichment.apply(documents);
    epochs.ifPresent(stream -> stream.status(results.getSideOutput(QklmEnrichment.EPOCH_STATUS)));
    results
        .sinkTo(sink(options).build())
        .name("results to " + kafka.outputTopic() + " and " + kafka.deadLetterTopic())
        .uid("results");
  }

  private static KafkaEnrichments.SinkBuilder sink(EnrichmentJobOptions options) {
    JobKafka kafka = options.kafka();
    JobDelivery delivery = options.delivery();
    KafkaEnrichments.SinkBuilder sink =
        KafkaEnrichments.sink()
            .bootstrapServers(kafka.bootstrapServers())
            .topic(kafka.outputTopic())
            .deadLetterTopic(kafka.deadLetterTopic())
            .maxRecordBytes(options.maxRecordBytes())
            .properties(kafka.properties());
    return delivery.exactlyOnce()
        ? sink.transactionalIdPrefix(delivery.transactionalIdPrefix())
            .transactionTimeout(delivery.transactionTimeout())
        : sink.atLeastOnce();
  }

  private static void configure(
      StreamExecutionEnvironment environment, EnrichmentJobOptions options) {
    Configuration defaults = new Configuration();
    if (environment
        .getConfiguration()
        .getOptional(RestartStrategyOptions.RESTART_STRATEGY)
        .isEmpty()) {
      // A broker that is away for a while is waited for, without knocking every second.
      defaults.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
      defaults.set(
          RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
          Duration.ofSeconds(1));
      defaults.set(
          RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
          Duration.ofMinutes(1));
      // Flink's own is an hour: a second failure in it would be waited for as if it were the same.
      defaults.set(
          RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
          Duration.ofMinutes(10));
    }
    // Whoever cancels a job may want to go on from where it was.
    defaults.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    if (options.delivery().exactlyOnce()) {
      // Later than this, Kafka has dropped the transaction that the checkpoint would commit.
      Duration longest = options.delivery().longestCheckpoint();
      Duration wanted =
          environment.getConfiguration().get(CheckpointingOptions.CHECKPOINTING_TIMEOUT);
      defaults.set(
          CheckpointingOptions.CHECKPOINTING_TIMEOUT,
          wanted.compareTo(longest) < 0 ? wanted : longest);
    }
    environment.configure(defaults);
    environment.enableCheckpointing(
        options.delivery().checkpointInterval().toMillis(), CheckpointingMode.EXACTLY_ONCE);
    if (options.parallelism() > 0) {
      environment.setParallelism(options.parallelism());
    }
  }
}
