package io.qklm.benchmarks.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux counts of this process's memory, in MB; 0 elsewhere. */
final class ProcessMemory {

  private ProcessMemory() {}

  /** Most that was resident so far. */
  static double peak() throws IOException {
    return field("VmHWM");
  }

  /** Resident now: own memory and pages of mapped files. */
  static double resident() throws IOException {
    return field("VmRSS");
  }

  /** The part of {@link #resident} that is not backed by files and so cannot be given back. */
  static double anonymous() throws IOException {
    return field("RssAnon");
  }

  private static double field(String name) throws IOException {
    Path status = Path.of("/proc/self/status");
    if (Files.isReadable(status)) {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith(name + ":")) {
          return Long.parseLong(line.replaceAll("\\D+", "")) / 1024.0;
        }
      }
    }
    return 0;
  }
}
