package io.qklm.kg.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Opens, reads and closes a snapshot over and over and prints by how many kB the process grew in
 * each of some stretches. A process of its own, whose heap is all touched at the start, so that
 * only native memory can grow.
 */
final class OpenCloseLoop {

  private OpenCloseLoop() {}

  public static void main(String[] arguments) throws IOException {
    Path snapshot = Path.of(arguments[0]);
    rounds(snapshot, Integer.parseInt(arguments[1]));
    // What native allocators and the collector take in steps comes once; what leaks, each time.
    for (int stretch = 0; stretch < Integer.parseInt(arguments[3]); stretch++) {
      long before = residentKilobytes();
      rounds(snapshot, Integer.parseInt(arguments[2]));
      System.out.println("grown " + (residentKilobytes() - before));
    }
  }

  private static void rounds(Path folder, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(folder)) {
        snapshot.text(0, "en");
        snapshot.facts(1);
        snapshot.vectors(new int[] {0, 1}, new float[2][snapshot.quantizer().dimension()]);
      }
    }
  }

  static long residentKilobytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    throw new IOException("no VmRSS in /proc/self/status");
  }
}
