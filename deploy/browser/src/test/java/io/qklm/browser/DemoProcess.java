package io.qklm.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command, in a process of its own. */
final class DemoProcess implements AutoCloseable {

  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/");

  private final Process process;
  private final Path output;

  private DemoProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts the command on the layout of this build. */
  static DemoProcess start(Path folder, String... arguments) throws IOException {
    Path script = Path.of(System.getProperty("qklm.dist"), "../../../qklm").normalize();
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(folder, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("QKLM_BUILD", "never");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("TMPDIR", folder.toString());
    return new DemoProcess(builder.start(), output);
  }

  String output() throws IOException {
    return Files.readString(output);
  }

  /** Waits until the page is named. */
  String address() throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      Matcher address = ADDRESS.matcher(output());
      if (address.find()) {
        return address.group();
      }
      Thread.sleep(50);
    }
    throw new AssertionError("no page is named in:\n" + output());
  }

  void awaitEnd() throws IOException, InterruptedException {
    if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new AssertionError("the command did not end well:\n" + output());
    }
  }

  /** What a service manager sends; Ctrl-C is ignored below a build in the background. */
  void stop() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-TERM", String.valueOf(process.pid())).start().waitFor();
    process.waitFor(20, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (process.isAlive()) {
      stop();
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
