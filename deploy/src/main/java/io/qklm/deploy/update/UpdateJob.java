package io.qklm.deploy.update;

import io.qklm.deploy.Engine;
import io.qklm.deploy.broker.KafkaAdmin;
import io.qklm.deploy.broker.KafkaBrokerException;
import io.qklm.deploy.job.EpochTopics;
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
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds updates into epochs until it is told to stop. A Kafka that is away is waited for: the job
 * then begins anew at the committed place.
 */
public final class UpdateJob {

  private static final Logger LOG = LoggerFactory.getLogger(UpdateJob.class);

  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final UpdateOptions options;
  private final Consumer<String> notes;
  private final Clock clock;
  private final Steps steps;
  private volatile boolean stopped;

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
  UpdateJob(UpdateOptions options, Consumer<String> notes, Clock clock, Steps steps) {
    this.options = options;
    this.notes = notes;
    this.clock = clock;
    this.steps = steps;
  }

  /** Ends {@link #run} soon; what was read and not announced is read again next time. */
  public void stop() {
    stopped = true;
  }

  /**
   * Runs until stopped.
   *
   * @throws IOException with a sentence when it cannot begin, or another job took over
   */
  public void run() throws IOException, InterruptedException {
    try (BundleEmbedder embedder =
        BundleEmbedder.open(Engine.bundle(options.model()), options.threads())) {
      run(embedder);
    }
  }

  /** The same with another embedder. */
  void run(EntityEmbedder embedder) throws IOException, InterruptedException {
    check();
    try (SnapshotRepository repository = SnapshotRepository.open(options.repository());
        EpochBuilder builder = new EpochBuilder(repository, embedder, options.work())) {
      Duration pause = FIRST_PAUSE;
      while (!stopped) {
        try (UpdateSession session =
            UpdateSession.open(options, builder, embedder.digest(), notes, clock, steps)) {
          while (!stopped) {
            session.step();
            pause = FIRST_PAUSE;
          }
        } catch (ProducerFencedException
            | InvalidProducerEpochException
            | FencedInstanceIdException e) {
          throw new IOException(
              "another update job for topic '"
                  + options.epochsTopic()
                  + "' was started and has taken over; one at a time announces epochs. Stop that"
                  + " one to run this one",
              e);
        } catch (AuthorizationException e) {
          throw new IOException("Kafka does not allow it: " + e.getMessage(), e);
        } catch (KafkaException e) {
          LOG.warn("beginning anew", e);
          notes.accept(
              "Kafka failed ("
                  + e.getMessage()
                  + "); going on from the committed place in "
                  + pause.toSeconds()
                  + " s");
          Thread.sleep(pause.toMillis());
          pause = pause.multipliedBy(2);
          pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        }
      }
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
