package io.qklm.cluster.fault;

import io.qklm.cluster.ClusterHome;
import io.qklm.cluster.ClusterKnowledge;
import io.qklm.cluster.ProcessMemory;
import io.qklm.cluster.traffic.Feed;
import io.qklm.cluster.traffic.NewsDocuments;
import io.qklm.cluster.traffic.ResultLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** Does every fault as often as asked and tells what each did. */
public final class FaultMatrix {

  /** After the last result: long enough for two checkpoints to bring what should not come. */
  private static final Duration QUIET = TestJob.CHECKPOINT_INTERVAL.multipliedBy(2);

  private final ClusterHome home;
  private final Path folder;
  private final FaultOptions options;
  private final Consumer<FaultRun> report;
  private final NewsDocuments news;

  /**
   * A matrix that has not begun.
   *
   * @param folder for all that the clusters write
   * @param report is told of each run when it is over
   */
  public FaultMatrix(ClusterHome home, Path folder, FaultOptions options, Consumer<FaultRun> report)
      throws IOException {
    this.home = home;
    this.folder = folder.toAbsolutePath();
    this.options = options;
    this.report = report;
    this.news = NewsDocuments.read();
  }

  /**
   * Runs it.
   *
   * @throws IOException if a cluster cannot be started or does not do what it is told; a broken
   *     promise is in the runs instead
   */
  public List<FaultRun> run() throws IOException, InterruptedException {
    Path knowledge = Files.createDirectories(folder).resolve("knowledge");
    ClusterKnowledge.build(knowledge);
    List<FaultRun> runs = new ArrayList<>();
    for (boolean highAvailability : new boolean[] {true, false}) {
      List<Fault> faults =
          options.faults().stream()
              .filter(fault -> fault.highAvailability() == highAvailability)
              .sorted()
              .toList();
      if (faults.isEmpty()) {
        continue;
      }
      Path place = folder.resolve(highAvailability ? "with-zookeeper" : "without-zookeeper");
      try (Stage stage = Stage.open(home, place, knowledge, highAvailability)) {
        for (Fault fault : faults) {
          runs.addAll(run(stage, fault));
        }
      }
    }
    return runs;
  }

  private List<FaultRun> run(Stage stage, Fault fault) throws IOException, InterruptedException {
    Random random = new Random(options.seed() * 31 + fault.id().hashCode());
    List<TestJob> jobs = new ArrayList<>();
    List<FaultRun> runs = new ArrayList<>();
    try {
      jobs.add(new TestJob(stage, fault.id()));
      if (fault == Fault.TWO_JOBS) {
        // Its name begins as the other's does.
        jobs.add(new TestJob(stage, fault.id() + "-second"));
      }
      for (TestJob job : jobs) {
        job.submit(1, Optional.empty());
      }
      for (int number = 1; number <= options.runs(); number++) {
        FaultRun run = run(stage, fault, number, jobs, random.nextDouble());
        runs.add(run);
        report.accept(run);
      }
      for (TestJob job : jobs) {
        job.stop();
      }
    } finally {
      for (TestJob job : jobs) {
        job.close();
      }
    }
    return runs;
  }

  private FaultRun run(Stage stage, Fault fault, int number, List<TestJob> jobs, double moment)
      throws IOException, InterruptedException {
    List<String> problems = new ArrayList<>();
    List<Feed> feeds = new ArrayList<>();
    long begun = System.nanoTime();
    double seconds;
    try {
      for (TestJob job : jobs) {
        feeds.add(
            job.feed(news.take(options.documents(), job.name() + "-" + number), options.spread()));
      }
      // Somewhere between a fifth and four fifths of the way.
      Thread.sleep((long) (options.spread().toMillis() * (0.2 + 0.6 * moment)));
      new Strike(stage, jobs, options).strike(fault);
      for (Feed feed : feeds) {
        feed.await(options.patience());
      }
      for (TestJob job : jobs) {
        awaitResults(job, problems);
      }
      seconds = (System.nanoTime() - begun) / 1e9;
      Thread.sleep(QUIET.toMillis());
    } finally {
      feeds.forEach(Feed::close);
    }
    return see(stage, fault, number, jobs, problems, seconds);
  }

  private void awaitResults(TestJob job, List<String> problems) throws InterruptedException {
    try {
      job.results().await(options.patience(), job::alive);
    } catch (IOException e) {
      problems.add(job.name() + ": " + e.getMessage());
    }
  }

  private FaultRun see(
      Stage stage,
      Fault fault,
      int number,
      List<TestJob> jobs,
      List<String> problems,
      double seconds)
      throws IOException {
    int lost = 0;
    int doubled = 0;
    double silence = 0;
    for (TestJob job : jobs) {
      ResultLedger ledger = job.results().ledger();
      lost += ledger.missing();
      doubled += ledger.doubled();
      silence = Math.max(silence, ledger.longestSilence());
      problems.addAll(ledger.problems());
      if (!job.alive()) {
        problems.add("job '" + job.name() + "' has ended");
      }
    }
    long worker = stage.flink().worker().pid();
    Map<String, Integer> natives = ProcessMemory.natives(worker);
    if (natives.size() < ProcessMemory.NATIVES.size()) {
      problems.add("of the native libraries only " + natives.keySet() + " are mapped");
    }
    return new FaultRun(
        fault,
        number,
        options.documents() * jobs.size(),
        lost,
        doubled,
        problems,
        silence,
        seconds,
        ProcessMemory.residentMegabytes(worker),
        ProcessMemory.openFiles(worker),
        natives);
  }
}
