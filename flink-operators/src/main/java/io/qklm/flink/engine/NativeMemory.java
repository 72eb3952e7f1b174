package io.qklm.flink.engine;

import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.BundleManifest;
import io.qklm.model.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.annotation.Internal;

/**
 * What an engine takes outside of Java's heap at most, to be planned for with Flink's {@code
 * taskmanager.memory.task.off-heap.size}. It is one engine a process, however many slots there are,
 * so that no share of a slot can say it.
 *
 * @param modelBytes the network's weights, as they are and as ONNX Runtime lays them out
 * @param threadBytes what the threads compute in
 * @param knowledgeBytes caches of the epochs that may be open at a time
 * @param otherBytes native code, the tokenizer, what the C library keeps
 */
@Internal
public record NativeMemory(
    long modelBytes, long threadBytes, long knowledgeBytes, long otherBytes) {

  /** In the file, in the graph, and packed for the processor. */
  private static final int COPIES_OF_WEIGHTS = 3;

  /** As the file is mapped, and as ONNX Runtime lays it out. */
  private static final int COPIES_OF_SUMMARIZER = 2;

  /** States of the drafts of a long text, and what the encoder computes in. */
  private static final long BYTES_OF_DRAFTS = 512L << 20;

  /** A window's activations are a third of it; the rest is what the arena keeps of larger ones. */
  private static final long BYTES_A_THREAD = 64L << 20;

  /** The one that serves, the one that is opened, and one that rests or is gone back to. */
  private static final int OPEN_EPOCHS = 3;

  /** Names, filters and tables of an epoch beside its cache. */
  private static final long BYTES_AN_EPOCH = 16L << 20;

  private static final long OTHER = 128L << 20;

  /** Files that tell how much memory a container may use: of version 2 and 1 of control groups. */
  private static final List<Path> LIMITS =
      List.of(
          Path.of("/sys/fs/cgroup/memory.max"),
          Path.of("/sys/fs/cgroup/memory/memory.limit_in_bytes"));

  /** Where there is no limit, version 1 says a number near the largest. */
  private static final long NO_LIMIT = 1L << 60;

  /**
   * Of an engine.
   *
   * @param threads documents that are worked on at once
   */
  public static NativeMemory of(ModelBundle bundle, int threads) {
    long weights = bundle.manifest().files().stream().mapToLong(BundleManifest.File::size).sum();
    return new NativeMemory(
        COPIES_OF_WEIGHTS * weights,
        threads * BYTES_A_THREAD,
        OPEN_EPOCHS * (KnowledgeSnapshot.Options.defaults().blockCacheBytes() + BYTES_AN_EPOCH),
        OTHER);
  }

  /**
   * The same with an encoder-decoder that writes summaries.
   *
   * @param weights bytes of its networks
   * @param threads texts that it writes of at once
   */
  NativeMemory withSummarizer(long weights, int threads) {
    return new NativeMemory(
        modelBytes + COPIES_OF_SUMMARIZER * weights,
        threadBytes + threads * BYTES_OF_DRAFTS,
        knowledgeBytes,
        otherBytes);
  }

  /** All of it. */
  public long bytes() {
    return modelBytes + threadBytes + knowledgeBytes + otherBytes;
  }

  /**
   * What does not fit, as a sentence for whoever gave the worker its memory.
   *
   * @param planned what Flink leaves to tasks outside the heap; empty where it does not plan
   * @param limit what the container may use; empty where there is none
   * @param heap what Java's heap may grow to
   */
  Optional<String> problem(OptionalLong planned, OptionalLong limit, long heap) {
    String needs =
        "the engine may take "
            + mega(bytes())
            + " MB outside of Java's heap ("
            + mega(modelBytes)
            + " for the model, "
            + mega(threadBytes)
            + " for its threads, "
            + mega(knowledgeBytes)
            + " for knowledge, "
            + mega(otherBytes)
            + " for the rest)";
    if (limit.isPresent() && heap + bytes() > limit.getAsLong()) {
      return Optional.of(
          needs
              + " and the heap "
              + mega(heap)
              + " MB, but the container may use "
              + mega(limit.getAsLong())
              + " MB and is ended by the system beyond; give it more, or give the heap or the"
              + " engine's threads less");
    }
    if (planned.isPresent() && planned.getAsLong() < bytes()) {
      return Optional.of(
          needs
              + ", but Flink's configuration leaves "
              + mega(planned.getAsLong())
              + " MB to tasks; set taskmanager.memory.task.off-heap.size to "
              + mega(bytes())
              + "m, within a taskmanager.memory.process.size that the container may use");
    }
    return Optional.empty();
  }

  /** What this process's container may use. */
  static OptionalLong limit() {
    for (Path file : LIMITS) {
      try {
        return limit(Files.readString(file));
      } catch (IOException e) {
        // This system does not tell in this way.
      }
    }
    return OptionalLong.empty();
  }

  /** Reads a number of bytes, or the word for none. */
  static OptionalLong limit(String said) {
    try {
      long bytes = Long.parseLong(said.strip());
      return bytes < NO_LIMIT ? OptionalLong.of(bytes) : OptionalLong.empty();
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private static String mega(long bytes) {
    return String.format(Locale.ROOT, "%d", (bytes + (1 << 20) - 1) >> 20);
  }
}
