package io.qklm.benchmarks.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.cluster.ClusterHome;
import io.qklm.cluster.fault.Fault;
import io.qklm.cluster.fault.FaultMatrix;
import io.qklm.cluster.fault.FaultOptions;
import io.qklm.cluster.fault.FaultRun;
import io.qklm.deploy.TemporaryFolder;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Kills, pauses, rescales and resubmits under traffic, and says what came out. */
@Command(
    name = "faults",
    description = "The fault matrix on a real cluster: what was lost, doubled, and for how long.",
    mixinStandardHelpOptions = true)
public final class FaultsCommand implements Callable<Integer> {

  @Option(
      names = "--runs",
      defaultValue = "20",
      description = "Runs of each fault. Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(
      names = "--faults",
      split = ",",
      description = "Some of the faults, such as worker-killed,broker-paused; default: all.")
  private List<String> faults = List.of();

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--brief",
      description = "Fewer documents and a shorter pause of the broker, as in the build.")
  private boolean brief;

  @Option(names = "--json", description = "Also write each run as a line of JSON to this file.")
  private Optional<Path> json = Optional.empty();

  @Option(
      names = "--folder",
      description = "Keep configuration, logs and data here instead of removing them.")
  private Optional<Path> folder = Optional.empty();

  @Spec private CommandSpec spec;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  public FaultsCommand() {}

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    FaultOptions options =
        (brief ? FaultOptions.brief() : FaultOptions.thorough()).withRuns(runs).withSeed(seed);
    if (!faults.isEmpty()) {
      options =
          options.withFaults(
              faults.stream().map(Fault::of).collect(Collectors.toUnmodifiableSet()));
    }
    FaultReport report = new FaultReport(options);
    report.head().forEach(out::println);
    List<FaultRun> done = new ArrayList<>();
    try {
      if (folder.isPresent()) {
        run(folder.get(), options, done, out);
      } else {
        try (TemporaryFolder temporary = TemporaryFolder.create("qklm-faults-")) {
          run(temporary.path(), options, done, out);
        }
      }
    } finally {
      // What was seen until a cluster broke is a result too.
      report.table(done).forEach(out::println);
      out.flush();
    }
    return done.stream().allMatch(FaultRun::held) ? 0 : 1;
  }

  private void run(Path place, FaultOptions options, List<FaultRun> done, PrintWriter out)
      throws IOException, InterruptedException {
    ObjectMapper mapper = new ObjectMapper();
    new FaultMatrix(
            ClusterHome.current(),
            place,
            options,
            run -> {
              done.add(run);
              out.println(FaultReport.line(run));
              out.flush();
              json.ifPresent(file -> append(file, run, mapper));
            },
            out::println)
        .run();
  }

  private static void append(Path file, FaultRun run, ObjectMapper mapper) {
    try (BufferedWriter writer =
        Files.newBufferedWriter(
            file,
            java.nio.file.StandardOpenOption.CREATE,
            java.nio.file.StandardOpenOption.APPEND)) {
      writer.write(mapper.writeValueAsString(run));
      writer.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException("the run could not be written to " + file, e);
    }
  }
}
