package io.qklm.training.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

/** What this machine's processor can do that decides how to train. */
public final class Processor {

  private static final Path FLAGS = Path.of("/proc/cpuinfo");
  private static final Set<String> BFLOAT16 = Set.of("avx512_bf16", "amx_bf16", "bf16");

  private Processor() {}

  /**
   * Whether products in bfloat16 have no instructions of their own and take some twenty times as
   * long as those in 32-bit floats. Only Linux tells; elsewhere they are taken for fast.
   */
  public static boolean lacksBfloat16() {
    try {
      return Files.isReadable(FLAGS) && lacksBfloat16(Files.readString(FLAGS));
    } catch (IOException e) {
      return false;
    }
  }

  /** The same of what {@code /proc/cpuinfo} says. */
  static boolean lacksBfloat16(String cpuinfo) {
    return cpuinfo
        .lines()
        .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
        .findFirst()
        .map(line -> Arrays.stream(line.split("\\s+")).noneMatch(BFLOAT16::contains))
        .orElse(false);
  }
}
