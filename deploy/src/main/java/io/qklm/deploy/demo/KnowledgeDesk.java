package io.qklm.deploy.demo;

import io.qklm.deploy.update.EmbedderOptions;
import io.qklm.deploy.update.UpdateJob;
import io.qklm.kafka.update.UpdateOptions;
import io.qklm.kg.epoch.UpdateWindow;
import io.qklm.kg.store.repository.EpochPublisher;
import io.qklm.kg.store.repository.SnapshotRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The update job of the demo and its repository, in which the demo's knowledge is the first epoch.
 * Both are made when somebody looks at the page, since they take memory and a second of the
 * processor.
 */
final class KnowledgeDesk implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KnowledgeDesk.class);

  /** A person waits for the epoch; in production updates are gathered for longer. */
  private static final UpdateWindow.Limits WINDOW =
      UpdateWindow.Limits.of(Duration.ofMillis(200), 10_000);

  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Path knowledge;
  private final Path repository;
  private final EmbedderOptions embedder;
  private final UpdateJob job;
  private @Nullable Thread thread;
  private volatile @Nullable String failure;
  private volatile boolean stopped;

  /**
   * A desk that does nothing yet.
   *
   * @param repository folder that is made
   */
  KnowledgeDesk(String bootstrapServers, DemoOptions options, Path repository) {
    this.knowledge = options.knowledge();
    this.repository = repository;
    this.embedder = EmbedderOptions.of(options.model());
    this.job =
        new UpdateJob(
            UpdateOptions.of(
                    bootstrapServers,
                    DemoTopics.KG_UPDATES,
                    DemoTopics.KG_EPOCHS,
                    repository.toString())
                .withWindow(WINDOW),
            note -> LOG.info("update job: {}", note));
  }

  /** Begins, if it has not begun. */
  synchronized void begin() {
    if (thread == null && !stopped) {
      thread = new Thread(this::run, "qklm-demo-updates");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void run() {
    try {
      try (SnapshotRepository published = SnapshotRepository.create(repository.toString())) {
        new EpochPublisher(published).publish(knowledge);
      }
      if (!stopped) {
        job.run(embedder);
      }
    } catch (IOException | RuntimeException e) {
      failure = "the update job ended: " + e.getMessage();
      LOG.warn("the update job ended", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Why no update can be made; empty if one can. */
  Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public void close() {
    stopped = true;
    job.stop();
    Thread running;
    synchronized (this) {
      running = thread;
    }
    if (running != null) {
      try {
        running.join(CLOSE.toMillis());
        // Where it waits for a broker that is slow, it is not waited for.
        running.interrupt();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
