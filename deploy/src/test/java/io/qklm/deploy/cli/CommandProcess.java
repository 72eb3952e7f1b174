package io.qklm.deploy.cli;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command as a person runs it: the script, in a process of its own. */
final class CommandProcess implements AutoCloseable {

  private final Process process;
  private final Path out;
  private final Path err;

  private CommandProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts the command on the layout of this build.
   *
   * @param temporary takes all temporary files of the command
   */
  static CommandProcess start(Path work, Path temporary, String... arguments) throws IOException {
    return start(work, temporary, Map.of(), arguments);
  }

  /** The same with further variables of the environment. */
  static CommandProcess start(
      Path work, Path temporary, Map<String, String> variables, String... arguments)
      throws IOException {
    Path out = Files.createTempFile(work, "out", ".txt");
    return start(
        work, temporary, variables, ProcessBuilder.Redirect.to(out.toFile()), out, arguments);
  }

  /** Starts the command with its output in a pipe that {@link #closeOutput} closes. */
  static CommandProcess startPiped(Path work, Path temporary, String... arguments)
      throws IOException {
    Path none = Files.createTempFile(work, "out", ".txt");
    return start(work, temporary, Map.of(), ProcessBuilder.Redirect.PIPE, none, arguments);
  }

  private static CommandProcess start(
      Path work,
      Path temporary,
      Map<String, String> variables,
      ProcessBuilder.Redirect output,
      Path out,
      String... arguments)
      throws IOException {
    Path script = Path.of(System.getProperty("qklm.dist"), "../../../qklm").normalize();
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    Path err = Files.createTempFile(work, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(output).redirectError(err.toFile());
    Map<String, String> environment = builder.environment();
    environment.putAll(variables);
    environment.put("QKLM_BUILD", "never");
    environment.put("TMPDIR", temporary.toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    return new CommandProcess(builder.start(), out, err);
  }

  /** The next line of a piped output. */
  String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = process.getInputStream().read(); b >= 0 && b != '\n'; ) {
      line.append((char) b);
      b = process.getInputStream().read();
    }
    return line.toString();
  }

  /** Goes away as the reader of a piped output. */
  void closeOutput() throws IOException {
    process.getInputStream().close();
  }

  String out() throws IOException {
    return Files.readString(out);
  }

  String err() throws IOException {
    return Files.readString(err);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Processes that the command has started and that run now. */
  List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  /**
   * What Ctrl-C sends; or, where a build in the background has that ignored for all its children,
   * what a service manager sends.
   */
  void interrupt() throws IOException, InterruptedException {
    String signal = interruptsAreIgnored() ? "-TERM" : "-INT";
    new ProcessBuilder("kill", signal, String.valueOf(process.pid())).start().waitFor();
  }

  private static boolean interruptsAreIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16))
        .anyMatch(ignored -> (ignored & 2) != 0);
  }

  /** Waits for the end; gives the exit code. */
  int await(long seconds) throws IOException, InterruptedException {
    if (!process.waitFor(seconds, SECONDS)) {
      throw new AssertionError(
          "the command did not end within " + seconds + " s\n" + out() + "\n" + err());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
