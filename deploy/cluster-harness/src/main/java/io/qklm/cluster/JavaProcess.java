package io.qklm.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A Java process on a leash: it ends when closed, and when this process ends in any way. */
public final class JavaProcess implements AutoCloseable {

  private static final int LOG_TAIL_LINES = 25;
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final String name;
  private final Process process;
  private final Path log;

  private JavaProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * How to start one.
   *
   * @param name in messages and of the log file
   * @param folder where it runs and logs
   * @param classPath jars and folders; the leash must be on it
   * @param options of Java
   * @param command the class with {@code main}, then its arguments
   * @param environment variables beside those of this process
   */
  record Start(
      String name,
      Path folder,
      List<Path> classPath,
      List<String> options,
      List<String> command,
      Map<String, String> environment) {}

  static JavaProcess start(Start start) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(start.options());
    words.add("-cp");
    words.add(
        start.classPath().stream()
            .map(Path::toString)
            .collect(Collectors.joining(System.getProperty("path.separator"))));
    words.add("io.qklm.cluster.leash.Leash");
    words.addAll(start.command());
    Path log = Files.createDirectories(start.folder()).resolve(start.name() + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(start.folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(start.environment());
    return new JavaProcess(start.name(), builder.start(), log);
  }

  public String name() {
    return name;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** What it printed, and what earlier processes of the same name did. */
  public Path log() {
    return log;
  }

  /** Ends it without warning, as {@code kill -9} does. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /**
   * Waits for its end.
   *
   * @return the exit code
   * @throws ClusterException if it does not end in time; it is killed then
   */
  int await(Duration timeout) throws ClusterException, InterruptedException {
    if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
      kill();
      throw new ClusterException(
          name + " did not end within " + timeout.toSeconds() + " s; its last lines:\n" + tail());
    }
    return process.exitValue();
  }

  /** The last lines it printed. */
  public String tail() {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "(" + log + " cannot be read: " + e.getMessage() + ")";
    }
  }

  /** Asks it to end, then kills it. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
