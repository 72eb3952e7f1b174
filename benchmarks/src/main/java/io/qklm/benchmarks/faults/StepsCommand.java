package io.qklm.benchmarks.faults;

import io.qklm.cluster.ClusterHome;
import io.qklm.cluster.step.StepFault;
import io.qklm.cluster.step.StepFault.Boundary;
import io.qklm.cluster.step.StepMatrix;
import io.qklm.cluster.step.StepRun;
import io.qklm.deploy.TemporaryFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes every call of the update path fail, and says whether an update was lost or doubled. */
@Command(
    name = "steps",
    description =
        "Every call of the update path and of fetching epochs fails once, often and hanging: Kafka,"
            + " S3, repository, disk, model; and the clock is set by an hour.",
    mixinStandardHelpOptions = true)
public final class StepsCommand implements Callable<Integer> {

  /** Faults of which several are tried at a time. */
  private static final int AT_ONCE = 8;

  private static final int BESIDE = 4;

  @Option(
      names = "--runs",
      defaultValue = "3",
      description = "Runs of each fault. Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(
      names = "--server-runs",
      defaultValue = "10",
      description =
          "Runs of those of the servers, Kafka's around its transaction and S3's. Default:"
              + " ${DEFAULT-VALUE}.")
  private int serverRuns;

  @Option(
      names = "--times",
      defaultValue = "10",
      description = "How often a call fails that fails often. Default: ${DEFAULT-VALUE}.")
  private int times;

  @Option(
      names = "--hang",
      defaultValue = "10",
      description = "Seconds for which a call hangs. Default: ${DEFAULT-VALUE}.")
  private int hang;

  @Option(names = "--folder", description = "Keep logs and data here instead of removing them.")
  private Optional<Path> folder = Optional.empty();

  @Option(
      names = "--minutes",
      defaultValue = "240",
      description = "After so many nothing more is begun. Default: ${DEFAULT-VALUE}.")
  private int minutes;

  @Spec private CommandSpec spec;

  private final long begun = System.nanoTime();

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  public StepsCommand() {}

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    List<StepRun> done = new ArrayList<>();
    try {
      if (folder.isPresent()) {
        run(folder.get(), done, out);
      } else {
        try (TemporaryFolder temporary = TemporaryFolder.create("qklm-steps-")) {
          run(temporary.path(), done, out);
        }
      }
    } finally {
      table(done).forEach(out::println);
      out.flush();
    }
    return done.stream().allMatch(StepRun::held) ? 0 : 1;
  }

  private void run(Path place, List<StepRun> done, PrintWriter out)
      throws IOException, InterruptedException {
    if (!StepMatrix.hasS3()) {
      out.println(
          "S3 is left out: there is no server for it; 'mvn -pl kg-store dependency:copy@s3-server'"
              + " fetches one");
    }
    try (StepMatrix matrix =
        StepMatrix.start(
            ClusterHome.current(), place, times, Duration.ofSeconds(hang), out::println)) {
      for (int i = 0; i < Math.max(runs, serverRuns); i++) {
        // In turns, so that a matrix that is stopped early has runs of all.
        turn(matrix, i, done, out);
        out.printf(
            Locale.ROOT,
            "run %d of %d: %d runs of faults, %d broken%n",
            i + 1,
            Math.max(runs, serverRuns),
            done.size(),
            done.stream().filter(run -> !run.held()).count());
        out.flush();
      }
    }
  }

  private void turn(StepMatrix matrix, int number, List<StepRun> done, PrintWriter out)
      throws IOException, InterruptedException {
    if (number < serverRuns) {
      for (StepFault.Kind kind : StepFault.Kind.values()) {
        for (Boundary server : List.of(Boundary.KAFKA, Boundary.S3)) {
          if (isInTime() && (server == Boundary.KAFKA || StepMatrix.hasS3())) {
            add(matrix.runServer(server, kind), done, out);
          }
        }
      }
    }
    if (number < runs) {
      List<StepFault> faults = StepFault.withoutServers();
      for (int from = 0; from < faults.size() && isInTime(); from += AT_ONCE) {
        List<StepFault> next = faults.subList(from, Math.min(faults.size(), from + AT_ONCE));
        add(matrix.run(next, BESIDE), done, out);
      }
    }
  }

  private boolean isInTime() {
    return System.nanoTime() - begun < Duration.ofMinutes(minutes).toNanos();
  }

  private static void add(List<StepRun> runs, List<StepRun> done, PrintWriter out) {
    for (StepRun run : runs) {
      if (!run.held()) {
        out.println("BROKEN " + run);
      }
    }
    done.addAll(runs);
    out.println(done.size() + " runs");
    out.flush();
  }

  private static List<String> table(List<StepRun> runs) {
    Map<StepFault, List<StepRun>> byFault = new LinkedHashMap<>();
    runs.forEach(run -> byFault.computeIfAbsent(run.fault(), f -> new ArrayList<>()).add(run));
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%-8s %-20s %-6s %5s %7s %16s",
            "where",
            "before",
            "kind",
            "runs",
            "broken",
            "longest, s"));
    byFault.forEach(
        (fault, of) ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "%-8s %-20s %-6s %5d %7d %16.1f",
                    fault.boundary(),
                    fault.call(),
                    fault.kind(),
                    of.size(),
                    of.stream().filter(run -> !run.held()).count(),
                    of.stream().mapToDouble(StepRun::seconds).max().orElse(0))));
    return lines;
  }
}
