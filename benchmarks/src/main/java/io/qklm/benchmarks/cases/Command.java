package io.qklm.benchmarks.cases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command {@code qklm} in a process of its own. */
record Command(Path script, Map<String, String> environment, List<String> arguments) {

  private static final int SECONDS = 180;

  Command {
    environment = Map.copyOf(environment);
    arguments = List.copyOf(arguments);
  }

  /**
   * How a command ended.
   *
   * @param said both of its streams
   */
  record End(int exit, String said) {}

  /** Starts it; both of its streams go into {@code log}. */
  Process start(Path log) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(script.toString());
    line.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().putAll(environment);
    builder.environment().put("QKLM_BUILD", "never");
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  /** Runs it to its end. */
  End run(Path log) throws IOException, InterruptedException {
    Process process = start(log);
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return new End(-1, "still running after " + SECONDS + " s; " + Files.readString(log));
    }
    return new End(process.exitValue(), Files.readString(log));
  }
}
