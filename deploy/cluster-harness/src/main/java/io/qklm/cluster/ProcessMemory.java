package io.qklm.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What Linux says of a process's memory, files and libraries. */
public final class ProcessMemory {

  /** The native libraries that a worker may hold once, by a part of their file's name. */
  public static final List<String> NATIVES =
      List.of("libonnxruntime.so", "libonnxruntime4j_jni", "libtokenizers", "librocksdbjni");

  private ProcessMemory() {}

  /** Resident memory in megabytes, without pages of files. */
  public static double residentMegabytes(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith("RssAnon:")) {
        return Long.parseLong(line.replaceAll("\\D+", "")) / 1024.0;
      }
    }
    throw new ClusterException("Linux does not tell the memory of process " + pid);
  }

  /** How many files, sockets and pipes it has open. */
  public static int openFiles(long pid) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return (int) files.count();
    }
  }

  /**
   * How many copies of each of {@link #NATIVES} are mapped; those that are not mapped are absent.
   */
  public static Map<String, Integer> natives(long pid) throws IOException {
    Map<String, Set<String>> copies = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/maps"))) {
      for (String library : NATIVES) {
        if (line.contains(library)) {
          // Deleted files end with "(deleted)"; device and inode tell copies of one name apart.
          String[] fields = line.split(" +", 6);
          copies.computeIfAbsent(library, name -> new TreeSet<>()).add(fields[3] + " " + fields[4]);
        }
      }
    }
    Map<String, Integer> counts = new TreeMap<>();
    copies.forEach((library, files) -> counts.put(library, files.size()));
    return counts;
  }
}
