package io.qklm.benchmarks.speed;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Samples of running threads, each counted for whatever did the work: the innermost frame of this
 * project or of a library that it calls. What that calls of Java itself counts for it.
 *
 * @param samples by what they are counted for, the most first
 */
record Costs(List<Cost> samples) {

  private static final String PROJECT = "io/qklm/";

  /** Threads of the measurement itself. */
  private static final String MEASURING = PROJECT + "benchmarks/";

  /** Libraries, by how the names of their frames begin. */
  private static final List<Map.Entry<String, String>> LIBRARIES =
      List.of(
          Map.entry("ai/onnxruntime/", "ONNX Runtime"),
          Map.entry("ai/djl/", "native tokenizer"),
          Map.entry("org/rocksdb/", "RocksDB"),
          Map.entry("org/apache/lucene/", "Lucene"),
          Map.entry("com/ibm/icu/", "ICU"),
          Map.entry("opennlp/", "OpenNLP"),
          Map.entry("com/fasterxml/", "Jackson"),
          Map.entry("java/util/zip/", "compression"),
          Map.entry("org/apache/kafka/", "Kafka's clients"),
          Map.entry("org/apache/flink/", "Flink"));

  /** Threads of Java itself, by what occurs in their frames. */
  private static final List<Map.Entry<String, String>> MACHINE =
      List.of(
          Map.entry("CompileBroker", "Java's compiler"),
          Map.entry("GangWorker", "garbage collector"),
          Map.entry("WorkerThread", "garbage collector"),
          Map.entry("G1", "garbage collector"));

  /**
   * Something that costs.
   *
   * @param samples of threads that ran it
   */
  record Cost(String what, long samples) {}

  Costs {
    samples = List.copyOf(samples);
  }

  /**
   * Reads samples.
   *
   * @param collapsed a line a stack: its frames from the outermost in, parted by semicolons, a
   *     space, the count
   */
  static Costs of(String collapsed) {
    Map<String, Long> counts = new HashMap<>();
    collapsed
        .lines()
        .filter(line -> !line.contains(MEASURING))
        .forEach(
            line -> {
              int space = line.lastIndexOf(' ');
              counts.merge(
                  what(line.substring(0, space)),
                  Long.parseLong(line.substring(space + 1)),
                  Long::sum);
            });
    return new Costs(
        counts.entrySet().stream()
            .map(count -> new Cost(count.getKey(), count.getValue()))
            .sorted(Comparator.comparingLong(Cost::samples).reversed().thenComparing(Cost::what))
            .toList());
  }

  private static String what(String stack) {
    String[] frames = stack.split(";", -1);
    for (int i = frames.length - 1; i >= 0; i--) {
      String frame = frames[i];
      if (frame.startsWith(PROJECT)) {
        return frame.substring(frame.lastIndexOf('/') + 1);
      }
      for (Map.Entry<String, String> library : LIBRARIES) {
        if (frame.startsWith(library.getKey())) {
          return library.getValue();
        }
      }
    }
    for (Map.Entry<String, String> thread : MACHINE) {
      if (stack.contains(thread.getKey())) {
        return thread.getValue();
      }
    }
    return "other threads";
  }

  long all() {
    return samples.stream().mapToLong(Cost::samples).sum();
  }
}
