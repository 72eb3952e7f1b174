package io.qklm.deploy.demo;

import io.qklm.deploy.job.EnrichmentJob;
import io.qklm.deploy.job.EnrichmentJobOptions;
import io.qklm.deploy.job.JobDelivery;
import io.qklm.deploy.job.JobKafka;
import io.qklm.flink.EpochSettings;
import io.qklm.flink.KnowledgeMode;
import io.qklm.flink.QklmSettings;
import io.qklm.model.QklmOptions;
import io.qklm.model.SummaryForm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** The same job as anywhere, with the demo's topics and short checkpoints. */
final class DemoJob {

  /** Results are seen when their checkpoint commits them, and a person is waiting. */
  private static final Duration CHECKPOINTS = Duration.ofMillis(500);

  private DemoJob() {}

  /**
   * The job.
   *
   * @param epochs where it keeps epochs that it fetches; absent if it follows none
   */
  static StreamGraph plan(String bootstrapServers, DemoOptions options, Optional<Path> epochs) {
    JobKafka kafka =
        JobKafka.of(bootstrapServers, DemoTopics.DOCUMENTS, DemoTopics.ENRICHED)
            .withDeadLetterTopic(DemoTopics.DEAD_LETTERS);
    // Here a failure is to be seen, not tried again.
    Configuration flink = new Configuration();
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    EnrichmentJobOptions job =
        EnrichmentJobOptions.of(kafka, engine(options))
            .withDelivery(JobDelivery.exactlyOnce("qklm-demo").withCheckpointInterval(CHECKPOINTS))
            .withParallelism(options.parallelism());
    return EnrichmentJob.plan(
        epochs
            .map(
                cache ->
                    job.withEpochs(
                        DemoTopics.KG_EPOCHS,
                        EpochSettings.of(KnowledgeMode.LATEST).withCache(cache.toString())))
            .orElse(job),
        flink);
  }

  private static QklmSettings engine(DemoOptions options) {
    String knowledge = options.knowledge().toAbsolutePath().toString();
    String model = options.model().map(Path::toString).orElse(QklmSettings.BUNDLED);
    // The page shows them in the card of an entity.
    SummaryForm form = SummaryForm.defaults().withOfEntities(true);
    return QklmSettings.of(knowledge)
        .withModel(model)
        .withOptions(QklmOptions.defaults().withSummary(form));
  }
}
