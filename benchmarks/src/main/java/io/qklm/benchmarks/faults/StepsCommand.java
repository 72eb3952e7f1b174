package io.qklm.benchmarks.faults;

import io.qklm.cluster.ClusterHome;
import io.qklm.cluster.step.StepFault;
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
        "Every call of the update path fails once, often and hanging: Kafka, repository, disk,"
            + " model.",
    mixinStandardHelpOptions = true)
public final class StepsCommand implements Callable<Integer> {

  @Option(
      names = "--runs",
      defaultValue = "3",
      description = "Runs of each fault. Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(
      names = "--kafka-runs",
      defaultValue = "10",
      description = "Runs of those of Kafka, around the transaction. Default: ${DEFAULT-VALUE}.")
  private int kafkaRuns;

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

  @Spec private CommandSpec spec;

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
    try (StepMatrix matrix =
        StepMatrix.start(
            ClusterHome.current(), place, times, Duration.ofSeconds(hang), out::println)) {
      for (int i = 0; i < runs; i++) {
        add(matrix.run(StepFault.withoutKafka(), 4), done, out);
      }
      for (int i = 0; i < kafkaRuns; i++) {
        for (StepFault.Kind kind : StepFault.Kind.values()) {
          add(matrix.runKafka(kind), done, out);
        }
      }
    }
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
