package io.qklm.cluster.fault;

import io.qklm.cluster.ProcessMemory;
import io.qklm.cluster.SmallDisk;
import io.qklm.cluster.WorkerFigures;
import io.qklm.cluster.traffic.Feed;
import io.qklm.cluster.traffic.NewsDocuments;
import io.qklm.cluster.traffic.ResultLedger;
import io.qklm.kg.store.repository.EpochName;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs of one fault on jobs that stay: documents, the fault among them, and a look at it all. */
final class Round {

  /** After the last result: long enough for two checkpoints to bring what should not come. */
  private static final Duration QUIET = TestJob.CHECKPOINT_INTERVAL.multipliedBy(2);

  private final Stage stage;
  private final Fault fault;
  private final List<TestJob> jobs;
  private final FaultOptions options;
  private final NewsDocuments news;
  private final Optional<SmallDisk> disk;
  private EpochName serving;

  Round(
      Stage stage,
      Fault fault,
      List<TestJob> jobs,
      FaultOptions options,
      NewsDocuments news,
      Optional<SmallDisk> disk) {
    this.stage = stage;
    this.fault = fault;
    this.jobs = jobs;
    this.options = options;
    this.news = news;
    this.disk = disk;
    this.serving = stage.repository().first();
  }

  /**
   * One run.
   *
   * @param moment of the fault, 0 to 1
   */
  FaultRun run(int number, double moment) throws IOException, InterruptedException {
    Findings findings = new Findings();
    List<Feed> feeds = new ArrayList<>();
    long begun = System.nanoTime();
    double seconds;
    try {
      for (TestJob job : jobs) {
        job.results().ledger().listen();
        feeds.add(
            job.feed(news.take(options.documents(), job.name() + "-" + number), options.spread()));
      }
      // Somewhere between a fifth and four fifths of the way.
      Thread.sleep((long) (options.spread().toMillis() * (0.2 + 0.6 * moment)));
      strike(number, findings);
      for (Feed feed : feeds) {
        feed.await(options.patience());
      }
      for (TestJob job : jobs) {
        awaitResults(job, findings);
      }
      seconds = (System.nanoTime() - begun) / 1e9;
      Thread.sleep(QUIET.toMillis());
    } finally {
      feeds.forEach(Feed::close);
    }
    return see(number, findings, seconds);
  }

  private void strike(int number, Findings findings) throws IOException, InterruptedException {
    if (fault.ofEpochs()) {
      serving =
          new EpochStrike(
                  stage,
                  jobs.get(0),
                  options,
                  findings,
                  news,
                  disk,
                  jobs.get(0).name() + "-" + number + "-epochs")
              .strike(fault, serving);
      return;
    }
    // A swap is on its way when the fault strikes.
    serving = stage.repository().next();
    for (TestJob job : jobs) {
      job.announce(serving);
    }
    new Strike(stage, jobs, options).strike(fault, findings);
  }

  private void awaitResults(TestJob job, Findings findings) throws InterruptedException {
    try {
      job.results().await(options.patience(), job::alive);
    } catch (IOException e) {
      findings.problem(job.name() + ": " + e.getMessage());
    }
  }

  private FaultRun see(int number, Findings findings, double seconds)
      throws IOException, InterruptedException {
    int lost = 0;
    int doubled = 0;
    double silence = 0;
    for (TestJob job : jobs) {
      ResultLedger ledger = job.results().ledger();
      lost += ledger.missing();
      doubled += ledger.doubled();
      silence = Math.max(silence, ledger.longestSilence());
      ledger.problems().forEach(findings::problem);
      findings.expect(job.alive(), "job '" + job.name() + "' has ended");
    }
    findings.expect(!stage.miscounted(), "the job that counts beside it has ended");
    WorkerFigures worker = WorkerFigures.of(stage.flink().worker().pid());
    findings.expect(
        worker.natives().size() == ProcessMemory.NATIVES.size(),
        "of the native libraries only " + worker.natives().keySet() + " are mapped");
    return new FaultRun(
        fault,
        number,
        options.documents() * jobs.size() + findings.furtherDocuments(),
        lost,
        doubled,
        findings.problems(),
        silence,
        seconds,
        worker,
        findings.submissions());
  }
}
