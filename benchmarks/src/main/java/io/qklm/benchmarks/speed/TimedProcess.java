package io.qklm.benchmarks.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Java process that says how long its work took, without loading, in a line such as {@code TOTAL:
 * 12.5 sec}.
 */
final class TimedProcess {

  private static final Pattern TOTAL = Pattern.compile("TOTAL: ([0-9.]+) (sec|ms)");
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s*(\\d+) kB");

  private TimedProcess() {}

  /**
   * What it took.
   *
   * @param seconds as it said itself
   * @param megabytes most resident memory, as Linux counts it
   */
  record Took(double seconds, double megabytes) {}

  /**
   * Runs it.
   *
   * @param heap megabytes of Java's heap at most
   * @param said where all that it says is written
   * @return empty if it failed or was not done within {@code patience}
   */
  static Optional<Took> run(
      int heap, String classPath, List<String> arguments, Path said, Duration patience)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + heap + "m", "-cp", classPath));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    long end = System.nanoTime() + patience.toNanos();
    double peak = 0;
    while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, peak(process.pid()));
      if (System.nanoTime() > end) {
        process.destroyForcibly();
        return Optional.empty();
      }
    }
    Matcher total = TOTAL.matcher(Files.readString(said));
    if (process.exitValue() != 0 || !total.find()) {
      return Optional.empty();
    }
    double amount = Double.parseDouble(total.group(1));
    return Optional.of(new Took(total.group(2).equals("ms") ? amount / 1000 : amount, peak));
  }

  private static double peak(long pid) throws IOException {
    try {
      Matcher peak = PEAK.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
      return peak.find() ? Long.parseLong(peak.group(1)) / 1024.0 : 0;
    } catch (NoSuchFileException e) {
      // It has just ended.
      return 0;
    }
  }
}
