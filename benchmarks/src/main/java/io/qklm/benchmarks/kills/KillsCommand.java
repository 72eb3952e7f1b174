package io.qklm.benchmarks.kills;

import io.qklm.deploy.TemporaryFolder;
import io.qklm.kg.store.files.FileTrees;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kill -9} before every step that changes the disk, each in a process of its own. */
@Command(
    name = "kills",
    description = "Kill a process before every step of its work and check what is left.",
    mixinStandardHelpOptions = true)
public final class KillsCommand implements Callable<Integer> {

  /** 128 and the number of SIGKILL. */
  private static final int KILLED = 137;

  @Option(
      names = "--work",
      description = "build, change, merge, swap, compact or remove; all when not given.")
  private List<Work> wanted = List.of(Work.values());

  @Spec private CommandSpec spec;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  public KillsCommand() {}

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "date %s, Java %s, %d entities%n",
        LocalDate.now(ZoneOffset.UTC), Runtime.version(), SmallKnowledge.ENTITIES);
    out.println("work      steps  killed  whole after  done again");
    List<String> failures = new ArrayList<>();
    try (TemporaryFolder root = TemporaryFolder.create("qklm-kills-")) {
      for (Work work : wanted) {
        measure(work, root.path().resolve(work.id()), failures, out);
      }
    }
    failures.forEach(out::println);
    out.flush();
    return failures.isEmpty() ? 0 : 1;
  }

  private void measure(Work work, Path folder, List<String> failures, PrintWriter out)
      throws Exception {
    Work.Place before = new Work.Place(Files.createDirectories(folder.resolve("before")));
    work.prepare(before);
    List<String> steps = Collections.synchronizedList(new ArrayList<>());
    Work.Place uncut = copy(before, folder.resolve("uncut"));
    work.run(uncut, steps::add);
    work.check(uncut);
    int killed = 0;
    int whole = 0;
    int again = 0;
    for (int step = 1; step <= steps.size(); step++) {
      Work.Place place = copy(before, folder.resolve("killed"));
      String name = work.id() + " before step " + step + ", " + steps.get(step - 1) + ": ";
      int exit = runChild(work, place, step);
      if (exit != KILLED) {
        failures.add(name + "the process ended with " + exit);
        continue;
      }
      killed++;
      try {
        work.checkKilled(place);
        whole++;
        work.run(place, ignored -> {});
        work.check(place);
        again++;
      } catch (IOException | RuntimeException e) {
        failures.add(name + e);
      }
      FileTrees.delete(place.folder());
    }
    out.printf(
        Locale.ROOT, "%-8s  %5d  %6d  %11d  %10d%n", work.id(), steps.size(), killed, whole, again);
    out.flush();
  }

  private static int runChild(Work work, Work.Place place, int step) throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                KilledChild.class.getName(),
                work.name(),
                place.folder().toString(),
                Integer.toString(step))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.to(new File("/dev/null")))
            .start();
    if (!child.waitFor(5, TimeUnit.MINUTES)) {
      child.destroyForcibly();
      throw new IOException("a process that should be killed hangs");
    }
    return child.exitValue();
  }

  private static Work.Place copy(Work.Place from, Path to) throws IOException {
    try (var all = Files.walk(from.folder())) {
      for (Path path : all.toList()) {
        Files.copy(path, to.resolve(from.folder().relativize(path).toString()));
      }
    }
    return new Work.Place(to);
  }
}
