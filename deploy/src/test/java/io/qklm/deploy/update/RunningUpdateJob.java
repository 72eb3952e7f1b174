package io.qklm.deploy.update;

import io.qklm.kafka.update.UpdateMetric;
import io.qklm.kafka.update.UpdateOptions;
import io.qklm.kg.EntityEmbedder;
import io.qklm.kg.store.files.Steps;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** An update job on a thread. */
final class RunningUpdateJob implements AutoCloseable {

  /** What a step throws to end the job as if it were killed. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Killed(String step) {
      super("killed before: " + step);
    }
  }

  final List<String> notes = new CopyOnWriteArrayList<>();
  final CompletableFuture<Throwable> end = new CompletableFuture<>();
  private final UpdateJob job;

  RunningUpdateJob(UpdateOptions options, EntityEmbedder embedder, Steps steps) {
    this(options, embedder, steps, Clock.systemUTC());
  }

  RunningUpdateJob(UpdateOptions options, EntityEmbedder embedder, Steps steps, Clock clock) {
    job = new UpdateJob(options, notes::add, clock, steps);
    Thread thread =
        new Thread(
            () -> {
              try {
                job.run(embedder);
                end.complete(null);
              } catch (Throwable e) {
                end.complete(e);
              }
            },
            "update job");
    thread.setDaemon(true);
    thread.start();
  }

  double metric(UpdateMetric metric) {
    return job.metrics().value(metric);
  }

  Throwable failure() throws Exception {
    return end.get(60, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws Exception {
    job.stop();
    failure();
  }
}
