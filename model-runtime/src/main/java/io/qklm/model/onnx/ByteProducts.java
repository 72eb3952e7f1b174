package io.qklm.model.onnx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How sessions multiply bytes, by what the processor has. On x86 without VNNI, ONNX Runtime adds
 * pairs of products in 16 bits, which overflow where weights are large: 255 x 127 x 2 is 64,770,
 * and 32,767 is kept. It can be told to multiply bytes without sign there, which is exact and
 * slower. Where VNNI is, sums have 32 bits anyway, and the other products would only be slower.
 */
public final class ByteProducts {

  /** ONNX Runtime's name for exact products on x86; it has no effect elsewhere. */
  public static final String EXACT = "session.x64quantprecision";

  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");
  private static final Set<String> X86 = Set.of("amd64", "x86_64", "x86");
  private static final Set<String> WIDE_SUMS = Set.of("avx512_vnni", "avx_vnni", "amx_int8");
  private static final Map<String, String> HERE =
      options(System.getProperty("os.arch", ""), flags());

  private ByteProducts() {}

  /** What sessions are told on this processor. */
  static Map<String, String> options() {
    return HERE;
  }

  /**
   * What sessions are told.
   *
   * @param architecture as Java names it
   * @param flags what the processor can; empty where the system does not say, and then it is not
   *     relied on
   */
  public static Map<String, String> options(String architecture, Optional<Set<String>> flags) {
    boolean wide = flags.stream().flatMap(Set::stream).anyMatch(WIDE_SUMS::contains);
    return X86.contains(architecture) && !wide ? Map.of(EXACT, "1") : Map.of();
  }

  /** What this processor can, as far as the system says. */
  public static Optional<Set<String>> flags() {
    if (!Files.isReadable(PROCESSOR)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(PROCESSOR, StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .map(
              line ->
                  Arrays.stream(line.substring(line.indexOf(':') + 1).trim().split(" "))
                      .collect(Collectors.toUnmodifiableSet()));
    } catch (IOException e) {
      // Nothing is relied on then.
      return Optional.empty();
    }
  }
}
