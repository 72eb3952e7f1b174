package io.qklm.benchmarks.cases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A temporary folder or a home that cannot be written to, or has no room: one sentence with the
 * remedy and exit code 1, or no need of the folder at all. {@code /proc} takes no file of anybody,
 * root included; a file system of two megabytes needs root to be mounted and is left out without.
 */
final class UnwritableFolders {

  private static final String PROC = "/proc";

  private final Path script;
  private final Path scratch;
  private final List<String> failures = new ArrayList<>();

  UnwritableFolders(Path script, Path scratch) {
    this.script = script;
    this.scratch = scratch;
  }

  /** What did not hold, a sentence each. */
  List<String> check() throws IOException, InterruptedException {
    Path documents = scratch.resolve("documents.jsonl");
    Files.writeString(documents, "{\"id\":\"1\",\"text\":\"Angela Merkel spoke in Berlin.\"}\n");
    List<String> enrich = List.of("enrich", "--input", documents.toString(), "--output", "-");
    List<String> lookup = List.of("kg", "lookup", "Berlin");
    judge("TMPDIR=/proc enrich", Map.of("TMPDIR", PROC), enrich);
    judge("TMPDIR=/proc kg lookup", Map.of("TMPDIR", PROC), lookup);
    judge("HOME=/proc enrich", Map.of("HOME", PROC), enrich);
    Path small = Files.createDirectory(scratch.resolve("small"));
    if (run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", small.toString()) != 0) {
      System.out.println("  left out: a full temporary folder, which needs root to be made");
      return failures;
    }
    try {
      judge("TMPDIR of 2 MB enrich", Map.of("TMPDIR", small.toString()), enrich);
    } finally {
      run("umount", small.toString());
    }
    return failures;
  }

  private static int run(String... line) throws IOException, InterruptedException {
    return new ProcessBuilder(line).redirectErrorStream(true).start().waitFor();
  }

  private void judge(String name, Map<String, String> environment, List<String> arguments)
      throws IOException, InterruptedException {
    Command.End end = new Command(script, environment, arguments).run(scratch.resolve("said.txt"));
    long sentences = end.said().lines().filter(line -> line.startsWith("qklm: ")).count();
    boolean told = end.exit() == 1 && sentences == 1;
    boolean traced = end.said().contains("\tat ");
    if ((end.exit() != 0 && !told) || traced) {
      failures.add(name + " ended with " + end.exit() + " and said: " + end.said());
    }
    System.out.printf("  %s: exit %d%n", name, end.exit());
    end.said()
        .lines()
        .filter(line -> line.startsWith("qklm: "))
        .forEach(line -> System.out.println("    " + line));
  }
}
