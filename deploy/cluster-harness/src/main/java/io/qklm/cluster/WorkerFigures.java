package io.qklm.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a worker's process holds once its garbage is collected.
 *
 * @param residentMegabytes its own memory, without pages of files
 * @param openFiles files, sockets and pipes
 * @param classLoaders of jobs, those that run and those that something still holds
 * @param natives copies of each native library
 */
public record WorkerFigures(
    double residentMegabytes, int openFiles, int classLoaders, Map<String, Integer> natives) {

  /** Class loaders of finished jobs are free only after what their cleaners held is. */
  private static final int COLLECTIONS = 2;

  private static final long BETWEEN_COLLECTIONS_MILLIS = 200;

  public WorkerFigures {
    natives = Map.copyOf(natives);
  }

  /** Collects the garbage of a Java process and looks. */
  public static WorkerFigures of(long pid) throws IOException, InterruptedException {
    for (int i = 0; i < COLLECTIONS; i++) {
      ask(pid, "GC.run");
      Thread.sleep(BETWEEN_COLLECTIONS_MILLIS);
    }
    int loaders =
        (int)
            ask(pid, "VM.classloader_stats")
                .lines()
                .filter(line -> line.contains("ChildFirstClassLoader"))
                .count();
    return new WorkerFigures(
        ProcessMemory.residentMegabytes(pid),
        ProcessMemory.openFiles(pid),
        loaders,
        ProcessMemory.natives(pid));
  }

  private static String ask(long pid, String question) throws IOException, InterruptedException {
    Process tool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                    Long.toString(pid),
                    question))
            .redirectErrorStream(true)
            .start();
    String answer = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (tool.waitFor() != 0) {
      throw new ClusterException("jcmd " + pid + " " + question + " failed: " + answer);
    }
    return answer;
  }
}
