package io.qklm.training.export;

import io.qklm.model.onnx.NetworkGraph;
import io.qklm.model.onnx.WindowTensors;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How large the inputs of a network's products become on texts. */
public final class ActivationRanges {

  /** Nothing is known of any product. */
  public static final ActivationRanges NONE = new ActivationRanges(Map.of());

  private final Map<String, float[]> ranges;

  /** By the names of maps; borrows the arrays. */
  ActivationRanges(Map<String, float[]> ranges) {
    this.ranges = Map.copyOf(ranges);
  }

  /** The largest magnitude of each input of the map called {@code name}. */
  Optional<float[]> of(String name) {
    return Optional.ofNullable(ranges.get(name));
  }

  /**
   * Watches a network read {@code windows}; those without a mention are passed by.
   *
   * @throws IOException if a weight is missing or has another shape
   */
  public static ActivationRanges of(
      WeightSource weights, NetworkShape shape, List<WindowTensors> windows) throws IOException {
    WatchedProducts products = new WatchedProducts();
    byte[] file = NetworkExport.export(weights, shape, products);
    Map<String, Integer> watched = products.watched();
    Map<String, float[]> ranges = new HashMap<>();
    try (NetworkGraph graph = new NetworkGraph(file, NetworkExport.sizes(shape), watched, 1)) {
      for (WindowTensors window : windows) {
        if (window.mentions() > 0) {
          Map<String, float[]> found = graph.outputs(window);
          found.keySet().retainAll(watched.keySet());
          found.forEach(
              (map, values) ->
                  widen(ranges.computeIfAbsent(map, name -> new float[values.length]), values));
        }
      }
    }
    return new ActivationRanges(ranges);
  }

  static void widen(float[] range, float[] values) {
    for (int i = 0; i < range.length; i++) {
      range[i] = Math.max(range[i], values[i]);
    }
  }
}
