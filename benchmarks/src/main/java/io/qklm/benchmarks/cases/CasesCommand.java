package io.qklm.benchmarks.cases;

import io.qklm.kg.store.files.FileTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The shared cases that need root, a broker or minutes of waiting. */
@Command(
    name = "cases",
    description = "Runs the shared cases that the build does not; exits with 1 if one fails.",
    mixinStandardHelpOptions = true)
public final class CasesCommand implements Callable<Integer> {

  @Option(
      names = "--cases",
      split = ",",
      defaultValue = "94-readonly-tmp,93k-new-partition",
      description = "Default: ${DEFAULT-VALUE}.")
  private List<String> cases = List.of();

  @Option(
      names = "--home",
      description = "The checkout whose ./qklm is run; default: the one this command is of.")
  private Path home = home();

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  public CasesCommand() {}

  private static Path home() {
    Path distribution = Path.of(System.getProperty("qklm.home", "deploy/target/qklm"));
    return distribution.resolve("../../..").toAbsolutePath().normalize();
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    Path scratch = Files.createTempDirectory("qklm-cases");
    int failed = 0;
    try {
      for (String name : cases) {
        System.out.println(name);
        List<String> failures = new ArrayList<>(check(name, scratch));
        failures.forEach(failure -> System.out.println("  wrong: " + failure));
        System.out.println(failures.isEmpty() ? "  holds" : "  does not hold");
        failed += failures.isEmpty() ? 0 : 1;
      }
    } finally {
      FileTrees.delete(scratch);
    }
    return failed == 0 ? 0 : 1;
  }

  private List<String> check(String name, Path scratch)
      throws IOException, InterruptedException, ExecutionException {
    Path script = home.resolve("qklm");
    return switch (name) {
      case "94-readonly-tmp" -> new UnwritableFolders(script, scratch).check();
      case "93k-new-partition" ->
          new AddedPartition(script, home.resolve("deploy/target/qklm/broker"), scratch).check();
      default ->
          throw new IOException(
              "unknown case '" + name + "', expected 94-readonly-tmp or 93k-new-partition");
    };
  }
}
