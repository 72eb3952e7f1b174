package io.qklm.cluster.fault;

import io.qklm.cluster.ClusterHome;
import io.qklm.cluster.SmallDisk;
import io.qklm.cluster.traffic.NewsDocuments;
import io.qklm.model.BundleEmbedder;
import io.qklm.model.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** Does every fault as often as asked and tells what each did. */
public final class FaultMatrix {

  private static final int DISK_MEGABYTES = 48;

  private final ClusterHome home;
  private final Path folder;
  private final FaultOptions options;
  private final Consumer<FaultRun> report;
  private final Consumer<String> notes;
  private final NewsDocuments news;

  /**
   * A matrix that has not begun.
   *
   * @param folder for all that the clusters write
   * @param report is told of each run when it is over
   * @param notes gets a sentence for what cannot be done here
   */
  public FaultMatrix(
      ClusterHome home,
      Path folder,
      FaultOptions options,
      Consumer<FaultRun> report,
      Consumer<String> notes)
      throws IOException {
    this.home = home;
    this.folder = folder.toAbsolutePath();
    this.options = options;
    this.report = report;
    this.notes = notes;
    this.news = NewsDocuments.read();
  }

  /**
   * Runs it.
   *
   * @throws IOException if a cluster cannot be started or does not do what it is told; a broken
   *     promise is in the runs instead
   */
  public List<FaultRun> run() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    List<FaultRun> runs = new ArrayList<>();
    try (BundleEmbedder embedder = BundleEmbedder.open(ModelBundle.zeroShot(), 1)) {
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
        try (Stage stage = Stage.open(home, place, embedder, highAvailability)) {
          if (highAvailability) {
            // Without ZooKeeper it would end with the first job manager.
            stage.count();
          }
          for (Fault fault : faults) {
            runs.addAll(run(stage, fault));
          }
        }
      }
    }
    return runs;
  }

  private List<FaultRun> run(Stage stage, Fault fault) throws IOException, InterruptedException {
    if (fault != Fault.CACHE_FULL) {
      return run(stage, fault, Optional.empty());
    }
    Path place = stage.folder().resolve("small-disk");
    Optional<SmallDisk> disk = SmallDisk.mount(place, DISK_MEGABYTES);
    if (disk.isEmpty()) {
      notes.accept(
          fault.id() + " is left out: a small file system cannot be mounted, which needs root");
      return List.of();
    }
    try (SmallDisk small = disk.get()) {
      return run(stage, fault, Optional.of(small));
    }
  }

  private List<FaultRun> run(Stage stage, Fault fault, Optional<SmallDisk> disk)
      throws IOException, InterruptedException {
    Random random = new Random(options.seed() * 31 + fault.id().hashCode());
    List<TestJob> jobs = new ArrayList<>();
    List<FaultRun> runs = new ArrayList<>();
    try {
      if (disk.isPresent()) {
        jobs.add(new TestJob(stage, fault.id(), disk.get().folder().resolve("cache")));
      } else {
        jobs.add(new TestJob(stage, fault.id()));
      }
      if (fault == Fault.TWO_JOBS) {
        // Its name begins as the other's does.
        jobs.add(new TestJob(stage, fault.id() + "-second"));
      }
      for (TestJob job : jobs) {
        // Epochs are told of once a worker, however many subtasks it has.
        job.submit(fault.ofEpochs() ? 2 : 1, Optional.empty());
      }
      Round round = new Round(stage, fault, jobs, options, news, disk);
      for (int number = 1; number <= options.runs(fault); number++) {
        FaultRun run = round.run(number, random.nextDouble());
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
}
