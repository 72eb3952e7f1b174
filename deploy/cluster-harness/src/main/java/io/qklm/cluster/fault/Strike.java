package io.qklm.cluster.fault;

import io.qklm.cluster.WorkerFigures;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Does a fault to the processes of a stage or to its jobs. */
final class Strike {

  private static final Duration BROKER_AWAY = Duration.ofSeconds(1);

  private final Stage stage;
  private final List<TestJob> jobs;
  private final FaultOptions options;

  /**
   * A strike on a stage.
   *
   * @param jobs those that run; faults of a job are done to the last
   */
  Strike(Stage stage, List<TestJob> jobs, FaultOptions options) {
    this.stage = stage;
    this.jobs = jobs;
    this.options = options;
  }

  void strike(Fault fault, Findings findings) throws IOException, InterruptedException {
    TestJob job = jobs.get(jobs.size() - 1);
    switch (fault) {
      case WORKER_KILLED -> stage.flink().replaceWorker();
      case JOB_MANAGER_KILLED -> stage.flink().replaceJobManager();
      case JOB_MANAGER_KILLED_WITHOUT_HA -> {
        stage.flink().replaceJobManager();
        stage.flink().awaitWorker();
        job.submit(1, job.newestState());
      }
      case BROKER_KILLED -> stage.kafka().replace(BROKER_AWAY);
      case BROKER_PAUSED -> stage.kafka().pause(options.brokerPause());
      case RESCALED -> {
        job.submit(2, Optional.of(job.stop()));
        job.submit(1, Optional.of(job.stop()));
      }
      case TWO_JOBS -> job.submit(1, Optional.of(job.stop()));
      case RESUBMITTED -> {
        for (int i = 0; i < options.resubmissions(); i++) {
          job.cancel();
          findings.submission(WorkerFigures.of(stage.flink().worker().pid()));
          job.submit(1, job.newestState());
        }
      }
      default -> throw new IllegalArgumentException(fault.id() + " is done to epochs");
    }
  }
}
