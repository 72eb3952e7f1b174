package io.qklm.kafka.update;

import io.qklm.kg.EntityEmbedder;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.repository.SnapshotRepository;
import io.qklm.kg.update.EpochBuilder;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds updates into epochs until it is told to stop. A Kafka or a repository that is away is
 * waited for: the loop then begins anew at the committed place.
 */
public final class UpdateLoop {

  private static final Logger LOG = LoggerFactory.getLogger(UpdateLoop.class);

  private static final long POLL_MILLIS = 100;

  /** How long the one that took over may need to say something. */
  private static final Duration SUCCESSOR = Duration.ofSeconds(10);

  private final UpdateOptions options;
  private final Consumer<String> notes;
  private final Clock clock;
  private final Steps steps;
  private final UpdateMetrics metrics;
  private final String job = UUID.randomUUID().toString();
  private volatile boolean stopped;

  /**
   * A loop, not begun.
   *
   * @param notes gets a sentence for each epoch and for what goes wrong
   */
  public UpdateLoop(UpdateOptions options, Consumer<String> notes) {
    this(options, notes, Clock.systemUTC(), Steps.NONE);
  }

  /**
   * The same for tests.
   *
   * @param steps told before each step of making an epoch; what it throws ends the loop there
   */
  public UpdateLoop(UpdateOptions options, Consumer<String> notes, Clock clock, Steps steps) {
    this.options = options;
    this.notes = notes;
    this.clock = clock;
    this.metrics = new UpdateMetrics(clock);
    this.steps = metrics.watching(steps);
  }

  /** What it has done so far. */
  public UpdateMetrics metrics() {
    return metrics;
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
  public void run(SnapshotRepository repository, EntityEmbedder embedder)
      throws IOException, InterruptedException {
    try (EpochBuilder builder = new EpochBuilder(repository, embedder, options.work())) {
      Retry retry = new Retry();
      boolean begun = false;
      while (!stopped) {
        Duration pause;
        try {
          try (UpdateSession session =
              UpdateSession.open(
                  options, builder, embedder.digest(), notes, clock, steps, job, metrics)) {
            begun = true;
            step(session, retry);
          }
          continue;
        } catch (AuthorizationException e) {
          throw new IOException("Kafka does not allow it: " + e.getMessage(), e);
        } catch (KafkaException e) {
          pause = retry.failed(clock.instant());
          tell("Kafka failed", pause, e);
        } catch (IOException e) {
          if (!begun || e instanceof Replaced || Thread.currentThread().isInterrupted()) {
            // What is wrong from the start is for a person to mend.
            throw e;
          }
          pause = retry.failed(clock.instant());
          tell("the repository failed", pause, e);
        }
        sleep(pause);
      }
    }
  }

  private void step(UpdateSession session, Retry retry) throws IOException {
    try {
      while (!stopped) {
        session.step();
        retry.succeeded();
      }
    } catch (ProducerFencedException
        | InvalidProducerEpochException
        | FencedInstanceIdException e) {
      // A transaction that the broker gave up after a while looks the same from here.
      if (session.isReplaced(SUCCESSOR)) {
        throw new Replaced(
            "another update job for topic '"
                + options.epochsTopic()
                + "' was started and has taken over; one at a time announces epochs. Stop that"
                + " one to run this one",
            e);
      }
      throw e;
    }
  }

  private void tell(String what, Duration pause, Exception cause) {
    LOG.warn("beginning anew", cause);
    notes.accept(
        what
            + " ("
            + cause.getMessage()
            + "); going on from the committed place in "
            + pause.toSeconds()
            + " s");
  }

  private void sleep(Duration pause) throws InterruptedException {
    long end = System.nanoTime() + pause.toNanos();
    while (!stopped && System.nanoTime() < end) {
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** Another job is in charge. */
  private static final class Replaced extends IOException {
    private static final long serialVersionUID = 1L;

    Replaced(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
