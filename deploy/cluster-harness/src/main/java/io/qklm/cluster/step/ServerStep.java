package io.qklm.cluster.step;

import io.qklm.kg.EntityEmbedder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A job that stands still before a step until it is told to go on. */
final class ServerStep implements AutoCloseable {

  private static final Duration BEGINNING = Duration.ofSeconds(60);

  private final StepFault fault;
  private final StepJob job;
  private final StepAudit audit;
  private final CountDownLatch reached;
  private final CountDownLatch goOn;

  private ServerStep(
      StepFault fault, StepJob job, StepAudit audit, CountDownLatch reached, CountDownLatch goOn) {
    this.fault = fault;
    this.job = job;
    this.audit = audit;
    this.reached = reached;
    this.goOn = goOn;
  }

  /** Starts a job; it goes on by itself up to its step, with updates to make an epoch of. */
  static ServerStep prepare(
      StepStage stage,
      StepFault fault,
      String name,
      Path place,
      Path first,
      EntityEmbedder embedder)
      throws IOException, InterruptedException {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    StepJob job =
        new StepJob(
            new StepJob.Setup(
                stage,
                name,
                place,
                place.resolve("work"),
                first,
                embedder,
                fault.boundary() == StepFault.Boundary.S3 ? StepJob.Place.S3 : StepJob.Place.FOLDER,
                Clock.systemUTC(),
                step -> {
                  if (step.equals(fault.call())) {
                    reached.countDown();
                    await(goOn);
                  }
                }));
    StepAudit audit = new StepAudit(stage.direct(), job, place.resolve("cache"));
    switch (fault.call()) {
      case "begin" -> reached.countDown();
      case "read" -> {
        job.start();
        StepMatrix.await(job, BEGINNING, () -> !audit.announced().isEmpty());
        reached.countDown();
      }
      default -> {
        job.start();
        job.send("one", true);
        job.send("broken", false);
      }
    }
    return new ServerStep(fault, job, audit, reached, goOn);
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  StepFault fault() {
    return fault;
  }

  StepJob job() {
    return job;
  }

  StepAudit audit() {
    return audit;
  }

  void awaitStep(Duration patience) throws IOException, InterruptedException {
    if (!reached.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException(
          "the job did not come to '" + fault.call() + "'; it said " + job.notes(), job.failure());
    }
  }

  /** The server is away now. */
  void goOn() {
    goOn.countDown();
    if (fault.call().equals("begin")) {
      job.start();
    }
    if (fault.call().equals("begin") || fault.call().equals("read")) {
      try {
        job.send("one", true);
        job.send("broken", false);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    goOn.countDown();
    job.close();
  }
}
