package io.qklm.benchmarks.kills;

import io.qklm.kg.store.files.Steps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Does a piece of work in a process of its own, which kills itself with SIGKILL before a step. */
final class KilledChild {

  private KilledChild() {}

  /** The work, its folder, the step. */
  public static void main(String[] arguments) throws IOException {
    int fatal = Integer.parseInt(arguments[2]);
    AtomicInteger count = new AtomicInteger();
    Steps steps =
        step -> {
          if (count.incrementAndGet() == fatal) {
            kill();
          }
        };
    Work.valueOf(arguments[0]).run(new Work.Place(Path.of(arguments[1])), steps);
  }

  private static void kill() throws IOException {
    new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).start();
    while (true) {
      try {
        Thread.sleep(1_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted before the kill", e);
      }
    }
  }
}
