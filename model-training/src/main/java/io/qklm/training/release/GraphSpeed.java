package io.qklm.training.release;

import io.qklm.model.onnx.NetworkGraph;
import io.qklm.model.onnx.WindowTensors;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How fast two graphs run the same windows: round about, so that what else the machine does falls
 * on both.
 *
 * @param tokens of a round
 * @param first seconds of each round of the first graph, in order of size
 * @param second of the second
 * @param ratios of each round, first by second, in order of size
 */
@SuppressWarnings("ArrayRecordComponent") // a few timings, never compared
public record GraphSpeed(long tokens, double[] first, double[] second, double[] ratios) {

  /**
   * Runs both graphs over {@code windows}, once to warm up and {@code rounds} times by the clock.
   */
  public static GraphSpeed measure(
      NetworkGraph first, NetworkGraph second, List<WindowTensors> windows, int rounds) {
    double[] firsts = new double[rounds];
    double[] seconds = new double[rounds];
    double[] ratios = new double[rounds];
    run(first, windows);
    run(second, windows);
    for (int round = 0; round < rounds; round++) {
      firsts[round] = run(first, windows);
      seconds[round] = run(second, windows);
      ratios[round] = firsts[round] / seconds[round];
    }
    Arrays.sort(firsts);
    Arrays.sort(seconds);
    Arrays.sort(ratios);
    return new GraphSpeed(
        windows.stream().mapToLong(WindowTensors::tokens).sum(), firsts, seconds, ratios);
  }

  private static double run(NetworkGraph graph, List<WindowTensors> windows) {
    long began = System.nanoTime();
    windows.forEach(graph::run);
    return (System.nanoTime() - began) / 1e9;
  }

  /** The medians and the spread in one line. */
  public String describe() {
    int middle = ratios.length / 2;
    return String.format(
        Locale.ROOT,
        "%.0f and %.0f tokens a second, ratio %.2f (%.2f to %.2f in %d rounds of %d tokens)",
        tokens / first[middle],
        tokens / second[middle],
        ratios[middle],
        ratios[0],
        ratios[ratios.length - 1],
        ratios.length,
        tokens);
  }
}
