package io.qklm.flink.metrics;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.metrics.MetricGroup;

/**
 * Memory of a process as Linux tells it, for this one in particular.
 *
 * @param residentBytes all that lies in memory; -1 where the system does not tell
 * @param anonymousBytes what of it is no part of a file: heap, natives, stacks; -1 likewise
 */
@Internal
public record ProcessMemory(long residentBytes, long anonymousBytes) {

  private static final Path STATUS = Path.of("/proc/self/status");

  /** Of this process, now. */
  public static ProcessMemory now() {
    try {
      return of(Files.readAllLines(STATUS, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return new ProcessMemory(-1, -1);
    }
  }

  /** Reads lines such as {@code VmRSS: 123 kB}. */
  static ProcessMemory of(List<String> status) {
    return new ProcessMemory(bytes("VmRSS:", status), bytes("RssAnon:", status));
  }

  private static long bytes(String name, List<String> status) {
    for (String line : status) {
      if (line.startsWith(name)) {
        return Long.parseLong(line.substring(name.length()).replace("kB", "").strip()) * 1_024;
      }
    }
    return -1;
  }

  /** What the process holds at least outside a heap of which so much is claimed; -1 if unknown. */
  long outsideHeap(long heapBytes) {
    return anonymousBytes < 0 ? -1 : Math.max(0, anonymousBytes - heapBytes);
  }

  /** Registers what is measured of this process. */
  public static void register(MetricGroup group) {
    QklmMetric.RESIDENT_MEMORY.gauge(group, () -> now().residentBytes());
    QklmMetric.MEMORY_OUTSIDE_HEAP.gauge(
        group,
        () -> {
          MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
          return now().outsideHeap(heap.getCommitted());
        });
  }
}
