package io.qklm.deploy.update;

import io.qklm.deploy.Engine;
import io.qklm.deploy.broker.KafkaAdmin;
import io.qklm.deploy.broker.KafkaBrokerException;
import io.qklm.deploy.job.EpochTopics;
import io.qklm.kafka.update.UpdateLoop;
import io.qklm.kafka.update.UpdateMetrics;
import io.qklm.kafka.update.UpdateOptions;
import io.qklm.kg.EntityEmbedder;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.repository.SnapshotRepository;
import io.qklm.model.BundleEmbedder;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** The update job as a command starts it: its topics checked, its model and repository opened. */
public final class UpdateJob {

  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final UpdateOptions options;
  private final UpdateLoop loop;

  /**
   * A job, not begun.
   *
   * @param notes gets a sentence for each epoch and for what goes wrong
   */
  public UpdateJob(UpdateOptions options, Consumer<String> notes) {
    this(options, notes, Clock.systemUTC(), Steps.NONE);
  }

  /**
   * The same for tests.
   *
   * @param steps told before each step of making an epoch; what it throws ends the job there
   */
  public UpdateJob(UpdateOptions options, Consumer<String> notes, Clock clock, Steps steps) {
    this.options = options;
    this.loop = new UpdateLoop(options, notes, clock, steps);
  }

  /** What it has done so far. */
  public UpdateMetrics metrics() {
    return loop.metrics();
  }

  /** Ends {@link #run} soon; what was read and not announced is read again next time. */
  public void stop() {
    loop.stop();
  }

  /**
   * Runs until stopped.
   *
   * @throws IOException with a sentence when it cannot begin, or another job took over
   */
  public void run(EmbedderOptions model) throws IOException, InterruptedException {
    try (BundleEmbedder embedder =
        BundleEmbedder.open(Engine.bundle(model.model()), model.threads())) {
      run(embedder);
    }
  }

  /** The same with another embedder, which stays the caller's to close. */
  public void run(EntityEmbedder embedder) throws IOException, InterruptedException {
    check();
    try (SnapshotRepository repository = SnapshotRepository.open(options.repository())) {
      loop.run(repository, embedder);
    }
  }

  private void check() throws KafkaBrokerException {
    try (KafkaAdmin admin =
        KafkaAdmin.connect(options.bootstrapServers(), options.properties(), ANSWER)) {
      OptionalInt partitions = admin.partitions(options.updatesTopic());
      if (partitions.isEmpty()) {
        throw new KafkaBrokerException(
            "topic '"
                + options.updatesTopic()
                + "' does not exist on "
                + options.bootstrapServers()
                + "; create it, compacted (cleanup.policy=compact), or give another");
      }
      EpochTopics.check(options.epochsTopic(), admin);
      if (admin.partitions(options.deadLetterTopic()).isEmpty()) {
        admin.createTopic(options.deadLetterTopic(), partitions.getAsInt(), Map.of());
      }
    }
  }
}
